//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("SQLite stores that share a file", .timeLimit(.minutes(1)))
struct SQLiteProcessTests {
    private func withPath(_ body: (_ path: String) async throws -> Void) async throws {
        try await withTemporaryFolder { try await body($0 + "/soar.db") }
    }

    @Test("see each other's changes in one process, and outlive one another")
    func shareInProcess() async throws {
        try await withPath { path in
            let first = try SQLiteStore(path: path)
            let revision = try await first.tokenRevision()
            let second = try SQLiteStore(path: path)
            let token = try await second.insertToken(.sample("a"))
            #expect(try await first.tokenRevision() > revision)
            #expect(try await first.token(id: token.id) == token)
            #expect(first.tokenChanges.current == 0 && second.tokenChanges.current == 1)
            try second.close()
            // Another process must still find the first one's locks: it must not take the log away at its end.
            try PythonSQLite.run("db.execute('SELECT count(*) FROM api_tokens').fetchone()\ndb.close()", on: path)
            #expect(FileManager.default.fileExists(atPath: path + "-wal"))
            try await first.append(.sample("after"))
            let count = try PythonSQLite.run(
                "print(db.execute('SELECT count(*) FROM audit_records').fetchone()[0])", on: path)
            #expect(count == "1\n")
        }
    }

    @Test(
        "notice a token changed by another process, and not its uses",
        arguments: [
            ("UPDATE api_tokens SET state = 'revoked'", true), ("UPDATE api_tokens SET expires_at = 5", true),
            ("UPDATE api_tokens SET scopes = ''", true), ("DELETE FROM api_tokens", true),
            ("UPDATE api_tokens SET use_count = use_count + 1, last_used_at = 5", false),
        ])
    func noticeOtherProcess(_ sql: String, _ isChange: Bool) async throws {
        try await withPath { path in
            let store = try SQLiteStore(path: path)
            _ = try await store.insertToken(.sample("a"))
            let revision = try await store.tokenRevision()
            try PythonSQLite.run("db.execute(\"\(sql)\")", on: path)
            #expect(try await (store.tokenRevision() > revision) == isChange)
        }
    }

    @Test("keep a token revoked against another process")
    func staysRevoked() async throws {
        try await withPath { path in
            let store = try SQLiteStore(path: path)
            let token = try await store.insertToken(.sample("a"))
            _ = try await store.setToken(token.id, state: .revoked)
            let output = try PythonSQLite.run(
                "try:\n    db.execute(\"UPDATE api_tokens SET state = 'enabled'\")\nexcept sqlite3.IntegrityError as e: print(e)",
                on: path)
            #expect(output == "a revoked token stays revoked\n")
        }
    }

    @Test("wait for another process's lock and then write")
    func waitsForLock() async throws {
        try await withPath { path in
            let store = try SQLiteStore(path: path)
            try await PythonSQLite.run(
                beside: "db.execute('BEGIN EXCLUSIVE')\nprint('locked')\ntime.sleep(0.7)\ndb.execute('COMMIT')",
                on: path
            ) {
                let start = ContinuousClock.now
                async let record: Void = store.append(.sample("a"))
                async let token = store.insertToken(.sample("t"))
                #expect(try await store.auditRecords(AuditQuery()).isEmpty)
                _ = try await (record, token)
                #expect(ContinuousClock.now - start > .milliseconds(300))
            }
            #expect(try await store.auditRecords(AuditQuery()).count == 1)
        }
    }

    @Test("keep records that nobody waits for through a lock, and write them with the next")
    func keepsUnattendedRecords() async throws {
        try await withPath { path in
            var configuration = SQLiteStore.Configuration(path: path)
            configuration.busyTimeout = .milliseconds(200)
            let store = try SQLiteStore(configuration)
            try await PythonSQLite.run(beside: "db.execute('BEGIN IMMEDIATE')\nprint('locked')\nhold()", on: path) {
                for number in 0..<20 { try await store.enqueue(.sample("\(number)", at: Double(number))) }
                await #expect(throws: StoreError(.unavailable, "")) { try await store.flushAuditRecords() }
                await #expect(throws: StoreError(.unavailable, "")) { try await store.checkAuditLog() }
            }
            try await store.checkAuditLog()
            #expect(try await store.auditRecords(AuditQuery()).count == 20)
        }
    }

    @Test("after a write that failed, take no record any more that nobody waits for, until one succeeds")
    func refusesToEnqueue() async throws {
        try await withPath { path in
            var configuration = SQLiteStore.Configuration(path: path)
            configuration.busyTimeout = .milliseconds(200)
            let store = try SQLiteStore(configuration)
            try await PythonSQLite.run(beside: "db.execute('BEGIN EXCLUSIVE')\nprint('locked')\nhold()", on: path) {
                let unavailable = StoreError(.unavailable, "")
                await #expect(throws: unavailable) { try await store.append(.sample("waits")) }
                await #expect(throws: unavailable) { try await store.enqueue(.sample("waits too")) }
            }
            try await store.enqueue(.sample("after"))
            try await store.enqueue(.sample("again"))
            #expect(Set(try await store.auditRecords(AuditQuery()).map(\.callID)) == ["after", "again"])
        }
    }

    @Test("wait no longer than their end, also where they wait already, and then do at once what can be done")
    func endsWaits() async throws {
        try await withPath { path in
            var configuration = SQLiteStore.Configuration(path: path)
            configuration.busyTimeout = .seconds(60)
            let store = try SQLiteStore(configuration)
            try await PythonSQLite.run(beside: "db.execute('BEGIN IMMEDIATE')\nprint('locked')\nhold()", on: path) {
                let start = ContinuousClock.now
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("a")) }
                    }
                    try? await Task.sleep(for: .milliseconds(200))
                    store.endWaits(at: .now + .milliseconds(200))
                }
                await #expect(throws: StoreError(.unavailable, "")) { try await store.append(.sample("b")) }
                #expect(ContinuousClock.now - start < .seconds(30))
            }
            try await store.append(.sample("c"))
            #expect(try await store.auditRecords(AuditQuery()).map(\.callID) == ["c"])
        }
    }

    @Test("give up in bounded time, say that nothing happened, and recover at once")
    func givesUpOnLock() async throws {
        try await withPath { path in
            var configuration = SQLiteStore.Configuration(path: path)
            configuration.busyTimeout = .milliseconds(300)
            let store = try SQLiteStore(configuration)
            let token = try await store.insertToken(.sample("a"))
            let changes = store.tokenChanges.current
            try await PythonSQLite.run(
                beside: "db.execute('BEGIN EXCLUSIVE')\nprint('locked')\nhold()", on: path
            ) {
                let start = ContinuousClock.now
                await withTaskGroup(of: Void.self) { group in
                    for number in 0..<20 {
                        group.addTask {
                            await #expect(throws: StoreError(.unavailable, "")) {
                                try await store.append(.sample("\(number)"))
                            }
                        }
                        group.addTask {
                            await #expect(throws: StoreError(.unavailable, "")) {
                                try await store.setToken(token.id, state: .revoked)
                            }
                        }
                    }
                }
                #expect(ContinuousClock.now - start < .seconds(3))
                let found = try await store.token(id: token.id)
                #expect(found == token)
            }
            #expect(store.tokenChanges.current == changes)
            try await store.append(.sample("after"))
            #expect(try await store.auditRecords(AuditQuery()).map(\.callID) == ["after"])
            #expect(try await store.setToken(token.id, state: .revoked)?.state == .revoked)
        }
    }

    @Test("tell a cancelled caller that its change happened when it did")
    func changesSurviveCancellation() async throws {
        try await withPath { path in
            let store = try SQLiteStore(path: path)
            let token = try await store.insertToken(.sample("a"))
            let changes = store.tokenChanges.current
            try await PythonSQLite.run(
                beside: "db.execute('BEGIN EXCLUSIVE')\nprint('locked')\ntime.sleep(0.5)\ndb.execute('COMMIT')",
                on: path
            ) {
                try await withThrowingTaskGroup(of: APIToken?.self) { group in
                    group.addTask { try await store.setToken(token.id, state: .revoked) }
                    try await Task.sleep(for: .milliseconds(100))
                    group.cancelAll()
                    #expect(try await group.next()??.state == .revoked)
                }
            }
            #expect(try await store.token(id: token.id)?.state == .revoked)
            #expect(store.tokenChanges.current == changes + 1)
        }
    }

    @Test("say that they can't be asked when a read is cancelled")
    func readsAreCancelled() async throws {
        try await withPath { path in
            let store = try SQLiteStore(path: path)
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask {
                    await #expect(throws: StoreError(.unavailable, "")) { try await store.tokens(tenant: nil) }
                }
            }
            #expect(try await store.tokens(tenant: nil).isEmpty)
        }
    }

    @Test("keep errors free of what was to be stored")
    func errorsHoldNoValues() async throws {
        try await withPath { path in
            let store = try SQLiteStore(path: path)
            let new = NewAPIToken.sample("canary-name")
            _ = try await store.insertToken(new)
            do {
                _ = try await store.insertToken(new)
                Issue.record("a duplicate was taken")
            } catch {
                var dumped = ""
                dump(error, to: &dumped)
                for text in ["\(error)", String(reflecting: error), dumped] {
                    #expect(!text.contains("canary-name") && !text.contains(new.prefix))
                }
            }
        }
    }
}
