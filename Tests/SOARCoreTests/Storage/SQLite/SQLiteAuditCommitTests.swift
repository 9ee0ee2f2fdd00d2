//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Testing

@testable import SOARCore

@Suite("A SQLite store's audit commits", .timeLimit(.minutes(1)))
struct SQLiteAuditCommitTests {
    /// Appends that many records while nothing is written, runs the body, and then lets them go.
    ///
    /// - Returns: How each append ended, by its number.
    private func append(
        _ count: Int, to store: SQLiteStore,
        whileWaiting body: (inout ThrowingTaskGroup<Int, any Error>) async throws -> Void
    ) async throws -> [Result<Int, StoreError>] {
        let gate = WriterGate(before: store)
        return try await withThrowingTaskGroup(of: Int.self) { group in
            defer { gate.open() }
            for number in 0..<count {
                group.addTask {
                    try await store.append(.sample("\(number)"))
                    return number
                }
            }
            try await WriterGate.waitForRecords(count, in: store)
            try await body(&group)
            gate.open()
            var results: [Result<Int, StoreError>] = []
            while let result = await group.nextResult() {
                results.append(result.mapError { $0 as? StoreError ?? StoreError(.invalid, "\($0)") })
            }
            return results
        }
    }

    private func withStore(
        _ change: (inout SQLiteStore.Configuration) -> Void = { _ in }, _ body: (SQLiteStore) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            var configuration = SQLiteStore.Configuration(path: folder + "/soar.db")
            change(&configuration)
            try await body(try SQLiteStore(configuration))
        }
    }

    private func isUnavailable(_ result: Result<Int, StoreError>) -> Bool {
        if case .failure(let error) = result { error.code == .unavailable } else { false }
    }

    private func count(_ store: SQLiteStore) async throws -> Int { try await store.auditRecords(AuditQuery()).count }

    @Test("take all records that wait in one transaction")
    func share() async throws {
        try await withStore { store in
            let results = try await append(64, to: store) { _ in }
            #expect(results.count == 64 && !results.contains(where: isUnavailable))
            #expect(try await count(store) == 64)
            #expect(store.committer.commitCount == 1)
        }
    }

    @Test("are cut at the bound of one transaction")
    func cut() async throws {
        try await withStore({ $0.maximumRecordsPerCommit = 10 }) { store in
            let results = try await append(64, to: store) { _ in }
            #expect(!results.contains(where: isUnavailable))
            #expect(try await count(store) == 64)
            #expect(store.committer.commitCount == 7)
        }
    }

    @Test("need fewer transactions than there are records under load, without anybody's help")
    func shareUnderLoad() async throws {
        try await withStore { store in
            try await withThrowingTaskGroup { group in
                for number in 0..<2_000 { group.addTask { try await store.append(.sample("\(number)")) } }
                try await group.waitForAll()
            }
            #expect(store.committer.commitCount < 2_000)
            #expect(
                try await store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM audit_records") }
                    == 2_000)
        }
    }

    @Test("refuse what goes beyond the bound of the queue at once")
    func refuseBeyondBound() async throws {
        try await withStore({ $0.maximumWaitingRecords = 5 }) { store in
            let results = try await append(5, to: store) { _ in
                await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("late")) }
            }
            #expect(!results.contains(where: isUnavailable))
            #expect(try await count(store) == 5)
            try await store.append(.sample("again"))
        }
    }

    @Test("refuse, unwritten, what has waited longer than the time for a lock")
    func refuseLate() async throws {
        try await withStore({ $0.busyTimeout = .milliseconds(50) }) { store in
            let results = try await append(4, to: store) { _ in try await Task.sleep(for: .milliseconds(120)) }
            #expect(results.allSatisfy(isUnavailable))
            #expect(try await count(store) == 0)
            try await store.append(.sample("in time"))
            #expect(try await count(store) == 1)
        }
    }

    @Test("tell a cancelled caller the truth: its record is there")
    func surviveCancellation() async throws {
        try await withStore { store in
            let results = try await append(3, to: store) { $0.cancelAll() }
            #expect(!results.contains(where: isUnavailable))
            #expect(try await count(store) == 3)
        }
    }

    @Test("tell every caller when the transaction fails, and work again afterwards")
    func reportFailure() async throws {
        try await withStore { store in
            try await SQLiteConnectionTests.onWriter(store) { database in
                try database.execute(
                    sql: """
                        CREATE TEMP TRIGGER fault BEFORE INSERT ON main.audit_records WHEN NEW.call_id = '7'
                        BEGIN SELECT RAISE(ABORT, 'fault'); END
                        """)
            }
            let results = try await append(20, to: store) { _ in }
            #expect(results.count == 20 && results.allSatisfy(isUnavailable))
            #expect(try await count(store) == 0)
            #expect(store.committer.commitCount == 0)
            try await SQLiteConnectionTests.onWriter(store) { try $0.execute(sql: "DROP TRIGGER temp.fault") }
            try await store.append(.sample("7"))
            #expect(try await count(store) == 1)
        }
    }

    @Test("refuse a record that somebody's trigger leaves out")
    func noticeWhatIsLeftOut() async throws {
        try await withStore { store in
            try await SQLiteConnectionTests.onWriter(store) { database in
                try database.execute(
                    sql: """
                        CREATE TEMP TRIGGER plant BEFORE INSERT ON main.audit_records WHEN NEW.call_id = 'mallory'
                        BEGIN SELECT RAISE(IGNORE); END
                        """)
            }
            await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("mallory")) }
            // Who comes while a commit fails is refused with it.
            try await SQLiteConnectionTests.onWriter(store) { _ in }
            try await store.append(.sample("other"))
            try await SQLiteConnectionTests.onWriter(store) { try $0.execute(sql: "DROP TRIGGER temp.plant") }
            try await store.append(.sample("mallory"))
            #expect(try await store.auditRecords(AuditQuery()).map(\.callID) == ["mallory", "other"])
            #expect(try await store.verifyAuditChain().isIntact)
        }
    }

    @Test("are refused while the disk is full, and work again when it isn't")
    func surviveFullDisk() async throws {
        try await withStore { store in
            let limit = try await SQLiteConnectionTests.onWriter(store) { database in
                let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                return try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages)")
            }
            #expect(limit != nil)
            var record = AuditRecord.sample("large")
            record.error = String(repeating: "x", count: 100_000)
            let large = record
            let error = await #expect(throws: StoreError(.unavailable, "")) { try await store.append(large) }
            #expect(error?.message.contains("full") == true)
            let printed = "\(String(describing: error)) \(String(describing: error?.cause))"
            #expect(!printed.contains("xxx"))
            #expect(try await count(store) == 0)
            try await SQLiteConnectionTests.onWriter(store) { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
            try await store.append(record)
            #expect(try await count(store) == 1)
        }
    }

    @Test(
        "can't be undone by anybody who has the database",
        arguments: [
            "UPDATE audit_records SET outcome = 'success'", "DELETE FROM audit_records",
            "INSERT OR REPLACE INTO audit_records SELECT * FROM audit_records",
            "REPLACE INTO audit_records (id, call_id, phase, time, action, resource, outcome, latency) VALUES (1, 'x', 'intent', 0, 'x', 'x', 'denied', 0)",
        ])
    func areFinal(_ sql: String) async throws {
        try await withStore { store in
            try await store.append(.sample("kept", outcome: .denied))
            let output = try PythonSQLite.run(
                "try:\n    db.execute(\(#""""\#(sql)""""#))\nexcept sqlite3.IntegrityError as e: print(e)",
                on: store.database.file.path)
            #expect(output.hasPrefix("audit records are never"))
            #expect(try await store.auditRecords(AuditQuery()).map(\.outcome) == [.denied])
        }
    }
}
