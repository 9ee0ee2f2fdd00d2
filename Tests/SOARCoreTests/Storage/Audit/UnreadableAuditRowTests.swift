//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import Testing

@testable import SOARCore

@Suite("A row of the audit log that is no record", .timeLimit(.minutes(1)))
struct UnreadableAuditRowTests {
    /// Three records, the second made unreadable by somebody with sqlite3 and no checks.
    private func withLog(_ body: (SQLiteStore) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            for number in 1...3 { try await store.append(.sample("\(number)")) }
            var configuration = Configuration()
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA ignore_check_constraints = ON") }
            let queue = try DatabaseQueue(path: folder + "/soar.db", configuration: configuration)
            try await queue.write { database in
                let sql =
                    try String.fetchOne(
                        database, sql: "SELECT sql FROM sqlite_schema WHERE name = 'audit_records_never_change'") ?? ""
                try database.execute(
                    sql: """
                        DROP TRIGGER audit_records_never_change;
                        UPDATE audit_records SET outcome = 'gone', phase = 'x' || char(10) WHERE id = 2; \(sql)
                        """)
            }
            try queue.close()
            try await body(store)
        }
    }

    private func expect(_ records: [ChainedAuditRecord]) {
        #expect(records.map(\.id).sorted() == [1, 2, 3])
        guard let record = records.first(where: { $0.id == 2 })?.record else { return }
        #expect(record.callID == "2" && record.outcome == .failure && record.phase == .outcome)
        #expect(record.error == "this record can't be read; phase “x\u{FFFD}”; outcome “gone”")
    }

    @Test("hides no other from lists, exports and destinations, and says what it is")
    func isShown() async throws {
        try await withLog { store in
            expect(try await store.chainedAuditRecords(AuditQuery()))
            expect(try await store.auditPage(matching: AuditQuery(), after: 0).records)
            let limits = AuditBatchLimits(records: 10, bytes: 100_000)
            expect(try await store.auditBatch(for: "siem", after: 0, limits: limits).records)
            #expect(try await store.verifyAuditChain().faults == [.init(.altered, first: 2, last: 2)])
        }
    }
}
