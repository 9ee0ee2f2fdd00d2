//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB
import Testing

@testable import SOARCore

@Suite("What somebody builds into the database", .timeLimit(.minutes(1)))
struct DatabaseSchemaTests {
    private static let plant = """
        CREATE TRIGGER plant AFTER INSERT ON audit_records WHEN NEW.token_name = 'mallory'
        BEGIN INSERT INTO settings (name, value) VALUES ('x', 'y'); END
        """

    /// An open store, and a connection of somebody else's.
    private func withStore(_ body: (SQLiteStore, (String) throws -> Void) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            try await store.append(.sample("before"))
            try await body(store) { sql in
                let queue = try DatabaseQueue(path: folder + "/soar.db")
                try queue.write { try $0.execute(sql: sql) }
                try queue.close()
            }
        }
    }

    @Test("is told from what the migrations make by a digest that is theirs")
    func digest() throws { #expect(try DatabaseSchema.expectedDigest() == Migrations.currentDigest) }

    @Test("as a trigger stops every change at once, and nothing once it is gone")
    func trigger() async throws {
        try await withStore { store, hand in
            try hand(Self.plant)
            // Others than its author, too.
            let error = await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("x")) }
            #expect(error?.message.contains("trigger plant: foreign") == true)
            await #expect(throws: StoreError(.damaged, "")) { _ = try await store.insertToken(.sample("x")) }
            await #expect(throws: StoreError(.damaged, "")) { try await store.checkHealth() }
            try hand("DROP TRIGGER plant")
            try await store.append(.sample("after"))
            try await store.checkHealth()
            #expect(try await store.auditRecords(AuditQuery()).map(\.callID) == ["after", "before"])
        }
    }

    @Test("is found when the store is opened and asked, and named by the check of the log")
    func opening() async throws {
        try await withTemporaryFolder { folder in
            try SQLiteStore(path: folder + "/soar.db").close()
            try PythonSQLite.run("db.execute(\"\"\"\(Self.plant)\"\"\")", on: folder + "/soar.db")
            let store = try SQLiteStore(path: folder + "/soar.db")
            await #expect(throws: StoreError(.damaged, "")) { try await store.checkHealth() }
            let found = try await store.verifyAuditChain()
            #expect(found.schemaFaults == [SchemaFault(.foreign, type: "trigger", name: "plant")])
            #expect(!found.isIntact && found.faults == [])
        }
    }

    @Test(
        "or takes out of it, or changes, is found",
        arguments: [
            (
                "DROP TRIGGER audit_records_never_go",
                [SchemaFault(.missing, type: "trigger", name: "audit_records_never_go")]
            ),
            (
                """
                DROP TRIGGER audit_records_never_change;
                CREATE TRIGGER audit_records_never_change BEFORE UPDATE ON audit_records WHEN 0
                BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END
                """, [SchemaFault(.changed, type: "trigger", name: "audit_records_never_change")]
            ),
            ("DROP INDEX api_tokens_by_name", [SchemaFault(.missing, type: "index", name: "api_tokens_by_name")]),
            ("ALTER TABLE settings ADD COLUMN x TEXT", [SchemaFault(.changed, type: "table", name: "settings")]),
            (
                "DROP TABLE imported_rows; CREATE VIEW imported_rows AS SELECT 'a' AS kind, 'b' AS key",
                [SchemaFault(.missing, type: "table", name: "imported_rows")]
            ),
        ])
    func changes(_ sql: String, _ faults: [SchemaFault]) async throws {
        try await withStore { store, hand in
            try hand(sql)
            await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("x")) }
            #expect(try await store.verifyAuditChain().schemaFaults == faults)
        }
    }

    @Test("for its own reading does no harm")
    func additions() async throws {
        try await withStore { store, hand in
            try hand(
                """
                CREATE INDEX mine ON audit_records (peer); CREATE TABLE notes (x); CREATE VIEW denials AS
                SELECT * FROM audit_records WHERE outcome = 'denied'; ANALYZE
                """)
            try await store.append(.sample("after"))
            try await store.checkHealth()
            #expect(try await store.verifyAuditChain().isIntact)
        }
    }

    @Test("as a newer version of this program stops the older one")
    func newer() async throws {
        try await withStore { store, hand in
            try hand("CREATE TABLE news (x); PRAGMA user_version = \(Migrations.current + 1)")
            await #expect(throws: StoreError(.newer, "")) { try await store.checkHealth() }
            await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("x")) }
        }
    }
}
