//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Testing

@testable import SOARCore

@Suite("A SQLite store's connections", .timeLimit(.minutes(1)))
struct SQLiteConnectionTests {
    @Test(
        "are set up for durability and for care",
        arguments: [
            ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1"),
            ("busy_timeout", "0"), ("trusted_schema", "0"), ("cell_size_check", "1"),
            ("application_id", "1397702994"), ("user_version", "1"), ("journal_size_limit", "67108864"),
        ])
    func writerPragmas(_ pragma: String, _ value: String) async throws {
        try await withTemporaryFolder { folder in
            for _ in 0..<2 {
                let store = try SQLiteStore(path: folder + "/soar.db")
                let found = try await Self.onWriter(store) { try String.fetchOne($0, sql: "PRAGMA \(pragma)") }
                #expect(found == value)
                try store.close()
            }
        }
    }

    @Test("that read have no patience of their own, and can't write")
    func readerPragmas() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            // GRDB gives them 10 s, which would outlast a shutdown; 0 is said where LockPatience decides.
            #expect(try await store.database.read { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") } == 0)
            await #expect(throws: StoreError(.unavailable, "")) {
                try await store.database.read { try $0.execute(sql: "DELETE FROM settings") }
            }
        }
    }

    @Test("know only strict tables")
    func tablesAreStrict() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let lax = try await store.database.read { database in
                try String.fetchAll(
                    database,
                    sql:
                        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
                )
            }
            #expect(lax == [])
        }
    }

    @Test("are refused once the store is closed, without harm")
    func closes() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            try store.close()
            await #expect(throws: StoreError(.unavailable, "")) { try await store.checkHealth() }
            await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("a")) }
            await #expect(throws: StoreError(.unavailable, "")) { try await store.setSetting("a", to: "b", by: nil) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["soar.db"])
        }
    }

    @Test("keep what was stored for the next time")
    func keepsOverReopening() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            let first = try SQLiteStore(path: path)
            let token = try await first.insertToken(.sample("a"))
            try await first.append(.sample("call"))
            try first.close()
            let second = try SQLiteStore(path: path)
            #expect(try await second.token(id: token.id) == token)
            #expect(try await second.auditRecords(AuditQuery()).map(\.callID) == ["call"])
        }
    }

    @Test("bound how many changes wait")
    func boundsWaitingChanges() async throws {
        try await withTemporaryFolder { folder in
            var configuration = SQLiteStore.Configuration(path: folder + "/soar.db")
            configuration.maximumWaitingChanges = 3
            let store = try SQLiteStore(configuration)
            let gate = WriterGate(before: store)
            let refused = await withThrowingTaskGroup(of: Void.self) { group in
                defer { gate.open() }
                for number in 0..<4 { group.addTask { try await store.setSetting("\(number)", to: "", by: nil) } }
                // With the gate closed only a refusal can come back.
                guard case .failure(let error)? = await group.nextResult() else { return false }
                return error as? StoreError == StoreError(.unavailable, "")
            }
            #expect(refused)
            #expect(try await store.settings().count == 3)
        }
    }

    /// Runs a query on the connection that writes, outside of a transaction.
    static func onWriter<Value: Sendable>(
        _ store: SQLiteStore, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            store.database.schedule { database in continuation.resume(returning: Result { try body(database) }) }
        }
        return try result.get()
    }
}
