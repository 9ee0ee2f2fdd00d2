//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("A SQLite store refuses", .timeLimit(.minutes(1)))
struct SQLiteRefusalTests {
    /// Makes a file, tries to open it, and looks whether anything was touched.
    private func expectRefusal(
        _ code: StoreError.Code, leaves companions: Bool = false, of make: (_ path: String) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            try await make(path)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let error = #expect(throws: StoreError(code, "")) { try SQLiteStore(path: path) }
            #expect(error?.message.contains(path) == true)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            if !companions { #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["soar.db"]) }
        }
    }

    private func write(_ data: Data, to path: String) throws { try data.write(to: URL(fileURLWithPath: path)) }

    /// A store with something in it, closed.
    private func makeStore(at path: String) async throws {
        let store = try SQLiteStore(path: path)
        for number in 0..<200 { _ = try await store.insertToken(.sample("token \(number)")) }
        try store.close()
    }

    @Test(
        "a file that is no database",
        arguments: [
            Data("MCP_PORT=12345\n".utf8), Data(repeating: 0, count: 8192), Data("SQLite format 2\u{0}".utf8),
            Data([0]),
            Data(repeating: 0xFF, count: 100_000),
        ])
    func noDatabase(_ data: Data) async throws {
        try await expectRefusal(.damaged) { try write(data, to: $0) }
    }

    @Test("an empty file: it could be what is left of a database")
    func emptyFile() async throws {
        try await expectRefusal(.damaged) { try write(Data(), to: $0) }
    }

    @Test("the predecessor's database", arguments: ["delete", "wal"])
    func predecessor(_ journal: String) async throws {
        try await expectRefusal(.foreign) { path in
            try PythonSQLite.run(
                """
                db.execute("PRAGMA journal_mode = \(journal)")
                db.execute("CREATE TABLE tokens (id INTEGER PRIMARY KEY, name TEXT, token TEXT)")
                db.execute("INSERT INTO tokens VALUES (1, 'a', 'clear')")
                db.close()
                """, on: path)
        }
    }

    @Test("another program's database, and one without any table")
    func otherPrograms() async throws {
        try await expectRefusal(.foreign) {
            try PythonSQLite.run("db.execute('PRAGMA application_id = 252006673')", on: $0)
        }
        try await expectRefusal(.foreign) { try PythonSQLite.run("db.execute('PRAGMA user_version = 1')", on: $0) }
    }

    @Test("what a newer version has written")
    func newerVersion() async throws {
        try await expectRefusal(.newer) { path in
            try SQLiteStore(path: path).close()
            try PythonSQLite.run("db.execute('PRAGMA user_version = \(Migrations.current + 1)')", on: path)
        }
    }

    @Test("what a newer version has written and not yet moved into the main file")
    func newerVersionInLog() async throws {
        try await expectRefusal(.newer, leaves: true) { path in
            try SQLiteStore(path: path).close()
            try PythonSQLite.run(
                "db.execute('PRAGMA user_version = 99')\nimport os, signal\nos.kill(os.getpid(), 0)\nsys.stdout.flush()\nos._exit(0)",
                on: path)
            for suffix in DatabaseFile.companions {
                try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path + suffix)
            }
        }
    }

    @Test("a database that was cut off")
    func truncated() async throws {
        try await expectRefusal(.damaged, leaves: true) { path in
            try await makeStore(at: path)
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            try write(data.prefix(data.count / 2), to: path)
        }
    }

    @Test("a database with a broken page", arguments: 1..<12)
    func brokenPage(_ page: Int) async throws {
        try await expectRefusal(.damaged, leaves: true) { path in
            try await makeStore(at: path)
            var data = try Data(contentsOf: URL(fileURLWithPath: path))
            try #require(data.count > 4096 * (page + 1))
            let start = 4096 * page
            data.replaceSubrange(start..<start + 512, with: Data(repeating: 0xA5, count: 512))
            try write(data, to: path)
        }
    }

    @Test("to read rows that break the database's own rules, without harm")
    func brokenRows() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let sound = try await store.insertToken(.sample("sound"))
            let broken = try await store.insertToken(.sample("broken"))
            _ = try await store.replacePlaybooks([.sample(1)], tenant: .default, at: moment())
            try PythonSQLite.run(
                """
                db.execute("PRAGMA ignore_check_constraints = ON")
                db.execute("UPDATE api_tokens SET hash = x'00' WHERE id = \(broken.id)")
                db.execute("UPDATE playbooks SET labels = '{'")
                """, on: folder + "/soar.db")
            #expect(try await store.token(id: sound.id) == sound)
            await #expect(throws: StoreError(.damaged, "")) { try await store.token(id: broken.id) }
            await #expect(throws: StoreError(.damaged, "")) { try await store.playbooks(PlaybookFilter()) }
        }
    }

    @Test(
        "to say what a token may do where any part of that can't be read",
        arguments: [
            "UPDATE api_tokens SET restrictions = '{'", "UPDATE api_tokens SET restrictions = '[]'",
            #"UPDATE api_tokens SET restrictions = '{\"readonly\": true}'"#,
            #"UPDATE api_tokens SET restrictions = '{\"windows\": [\"noon\"]}'"#,
            #"UPDATE api_tokens SET restrictions = '{\"executions\": [\"0/day\"]}'"#,
            "UPDATE api_tokens SET role = 'gone'", "DELETE FROM roles", "UPDATE roles SET restrictions = '{'",
            #"UPDATE roles SET restrictions = '{\"addresses\": [\"10.0.0.1/8\"]}'"#,
        ])
    func unreadablePolicy(_ change: String) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let role = Role(name: RoleName(rawValue: "own"), scopes: Scope.standard)
            try await store.setRole(role, tenant: .default, by: nil)
            var new = NewAPIToken.sample("agent")
            new.role = role.name
            let hash = try await store.insertToken(new).hash
            #expect(try await store.grant(hash: hash)?.role == role)
            try PythonSQLite.run("db.execute(\"\"\"\(change)\"\"\")", on: folder + "/soar.db")
            await #expect(throws: StoreError(.damaged, "")) { try await store.grant(hash: hash) }
        }
    }

    @Test("a large damaged database for its tokens, though the audit records aren't read")
    func largeDatabase() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            try await makeStore(at: path)
            let configuration = Self.checkingLittle(path)
            try SQLiteStore(configuration).close()
            // The last pages were added for the tokens.
            var data = try Data(contentsOf: URL(fileURLWithPath: path))
            data.replaceSubrange(data.count - 4096..<data.count - 3584, with: Data(repeating: 0xA5, count: 512))
            try write(data, to: path)
            #expect(throws: StoreError(.damaged, "")) { try SQLiteStore(configuration) }
        }
    }

    @Test("what is noted in a damaged page of a large database, as soon as somebody writes or looks there")
    func damagedBlocks() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            try await makeStore(at: path)
            let sound = try SQLiteStore(path: path)
            try await sound.append(.sample("before"))
            try sound.close()
            try damage("audit_blocks", at: path)
            #expect(throws: StoreError(.damaged, "")) { try SQLiteStore(path: path) }
            let store = try SQLiteStore(Self.checkingLittle(path))
            await #expect(throws: StoreError.self) { try await store.append(.sample("after")) }
            await #expect(throws: StoreError(.damaged, "")) { _ = try await store.verifyAuditChain() }
            var query = AuditQuery()
            query.action = "any"
            let sought = query
            await #expect(throws: StoreError(.damaged, "")) { _ = try await store.auditRecords(sought) }
        }
    }

    @Test(
        "a large database where any table is damaged, of the audit records those that came last",
        arguments: [
            "execution_claims", "approvals", "imported_rows", "audit_segments", "audit_forwarding", "audit_records",
        ])
    func largeDatabase(_ table: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            try await makeStore(at: path)
            try damage(table, at: path)
            #expect(throws: StoreError(.damaged, "")) { try SQLiteStore(Self.checkingLittle(path)) }
        }
    }

    /// Has any database taken for a large one.
    private static func checkingLittle(_ path: String) -> SQLiteStore.Configuration {
        var configuration = SQLiteStore.Configuration(path: path)
        configuration.maximumCheckedBytes = 1
        return configuration
    }

    /// Writes nonsense over the beginning of a table's first page.
    private func damage(_ table: String, at path: String) throws {
        let root = try PythonSQLite.run(
            "print(db.execute(\"SELECT rootpage FROM sqlite_schema WHERE name = '\(table)'\").fetchone()[0])",
            on: path)
        let page = try #require(Int(root.trimmingCharacters(in: .whitespacesAndNewlines)))
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data.replaceSubrange((page - 1) * 4096..<page * 4096 - 3584, with: Data(repeating: 0xA5, count: 512))
        try write(data, to: path)
    }
}
