//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import Testing

@testable import SOARCore

@Suite("A seal of the audit log that somebody changes", .timeLimit(.minutes(1)))
struct AuditSealTests {
    typealias Fault = AuditVerification.Fault

    /// Ten records of which the first six were taken out, as record 11 tells, and checkpoints of some of them.
    private func withPrunedLog(
        _ body: (SQLiteStore, AuditAttacker, [AuditCheckpoint]) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            var checkpoints: [AuditCheckpoint] = []
            for number in 1...10 {
                try await store.append(.sample("\(number)"))
                if [2, 7].contains(number) {
                    checkpoints += [try await store.auditCheckpoint(at: moment())].compactMap(\.self)
                }
            }
            let retention = try #require(AuditRetention(maximumRecords: 4))
            _ = try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: false)
            let found = try await store.verifyAuditChain(against: checkpoints)
            #expect(found.isIntact && found.confirmedCheckpoints == 1 && found.unverifiableCheckpoints == 1)
            try await body(store, AuditAttacker(path: folder + "/soar.db"), checkpoints)
        }
    }

    private static func widening(to last: Int, record: String = "record_id") -> String {
        """
        UPDATE audit_segments SET last_id = \(last), count = \(last), record_id = \(record),
            last_hash = (SELECT hash FROM audit_records WHERE id = \(last));
        DELETE FROM audit_records WHERE id <= \(last)
        """
    }

    @Test("to make more records vanish is found, and so is a checkpoint's record among them")
    func widened() async throws {
        try await withPrunedLog { store, attacker, checkpoints in
            try attacker.run(Self.widening(to: 8))
            #expect(try await store.verifyAuditChain().faults == [Fault(.badSeal, first: 1, last: 8)])
            let found = try await store.verifyAuditChain(against: checkpoints)
            #expect(found.faults == [Fault(.badSeal, first: 1, last: 8), Fault(.missing, first: 7, last: 7)])
            #expect(found.confirmedCheckpoints == 0 && found.unverifiableCheckpoints == 1)
        }
    }

    @Test("to make the record vanish that tells of it is found, whatever record it names then")
    func overItsRecord() async throws {
        for record in ["record_id", "12", "8"] {
            try await withPrunedLog { store, attacker, checkpoints in
                try await store.append(.sample("12"))
                try attacker.run(Self.widening(to: 11, record: record))
                let found = try await store.verifyAuditChain(against: checkpoints)
                #expect(found.faults.first == Fault(.badSeal, first: 1, last: 11))
                #expect(found.faults.last == Fault(.missing, first: 7, last: 7))
            }
        }
    }

    @Test(
        "in any other way is found", arguments: ["first_hash = zeroblob(32)", "record_id = 10", "record_id = 12"])
    func changed(_ change: String) async throws {
        try await withPrunedLog { store, attacker, _ in
            try attacker.run("UPDATE audit_segments SET \(change)")
            #expect(try await store.verifyAuditChain().faults.first == Fault(.badSeal, first: 1, last: 6))
        }
    }

    @Test("stops the pruning, for what is left is evidence")
    func stopsPruning() async throws {
        try await withPrunedLog { store, attacker, _ in
            try attacker.run(Self.widening(to: 8))
            let retention = try #require(AuditRetention(maximumRecords: 1))
            await #expect(throws: StoreError(.damaged, "")) {
                _ = try await store.pruneAuditRecords(retention, at: moment(), by: "test", isRehearsal: false)
            }
        }
    }
}
