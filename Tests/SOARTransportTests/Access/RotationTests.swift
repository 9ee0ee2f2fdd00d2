//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import InMemoryLogging
import Logging
import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite("Replacing a token while it is used", .timeLimit(.minutes(2)))
struct RotationTests {
    @Test("1,000 requests across it: none is refused; the old one is, after its grace, and that is told")
    func underLoad() async throws {
        try await withTemporaryFolder { folder in
            let log = InMemoryLogHandler()
            var setup = TestServer.Setup()
            let store = try SQLiteStore(path: folder + "/soar.db")
            setup.store = store
            let clock = setup.clock
            setup.verifier = DatabaseTokenVerifier(
                store, logger: Logger(label: "test") { _ in log }, now: { clock.now })
            try await withTestServer(setup) { server in
                let (old, token) = try await server.issue("ci")
                let fresh = APITokenSecret()
                let refused = try await withThrowingTaskGroup(of: Int.self) { tasks in
                    for worker in 0..<8 {
                        tasks.addTask {
                            var refused = 0
                            for call in 0..<125 {
                                // Half of the clients have the new token as soon as there is one.
                                let isReplaced = try await store.token(hash: fresh.hash) != nil
                                let secret = isReplaced && (worker + call) % 2 == 0 ? fresh : old
                                let answer = try await server.client(secret.exposed).tool("list_playbooks_quick")
                                if answer.status != 200 { refused += 1 }
                            }
                            return refused
                        }
                    }
                    tasks.addTask {
                        let rotation = APITokenRotation(
                            to: fresh, at: clock.now, graceEndsAt: clock.now.addingTimeInterval(3600), expiresAt: nil)
                        return try await store.rotateToken(token.id, rotation, by: nil) == nil ? 1 : 0
                    }
                    return try await tasks.reduce(0, +)
                }
                #expect(refused == 0)
                clock.advance(by: 3600)
                for _ in 0..<3 {
                    let late = try await server.client(old.exposed).tool("list_playbooks_quick")
                    #expect(late.status == 401 && late.json?["reason"] == "expired_token")
                }
                #expect(try await server.client(fresh.exposed).tool("list_playbooks_quick").status == 200)
                let records = try await server.records()
                #expect(records.count { $0.action == "token.reuse" } == 1)
                #expect(records.contains { $0.outcome == .denied && $0.error == "replaced" })
                #expect(log.entries.count { $0.level == .warning && $0.message.description.contains("replaced") } == 1)
            }
        }
    }

    @Test("Where it was said so, the use of the old one takes the new one back")
    func family() async throws {
        try await withTestServer { server in
            let (old, token) = try await server.issue("ci")
            let fresh = APITokenSecret()
            let now = server.setup.clock.now
            let rotation = APITokenRotation(
                to: fresh, at: now, graceEndsAt: now, expiresAt: nil, revokesFamilyOnReuse: true)
            let store = try #require(server.store as? InMemoryStore)
            _ = try await store.rotateToken(token.id, rotation, by: nil)
            #expect(try await server.client(fresh.exposed).tool("list_playbooks_quick").status == 200)
            #expect(try await server.client(old.exposed).tool("list_playbooks_quick").status == 401)
            #expect(try await server.client(fresh.exposed).tool("list_playbooks_quick").status == 401)
        }
    }

    @Test("A clock that goes back makes no expired token valid again")
    func clockGoesBack() async throws {
        let wall = TestClock()
        let steady = SteadyClock { wall.now }
        let start = steady.now()
        wall.advance(by: -3 * 86_400)
        #expect(steady.now() >= start)
        wall.advance(by: 6 * 86_400)
        #expect(steady.now() == wall.now)
        wall.advance(by: -3 * 86_400)
        #expect(steady.now() < start.addingTimeInterval(60))
    }

    @Test("A result says when the token is about to expire, a failure and a token with time left don't")
    func notice() async throws {
        var setup = TestServer.Setup()
        setup.expiryNotice = true
        setup.clock = TestClock(Date())
        try await withTestServer(setup) { server in
            let now = server.setup.clock.now
            let soon = try await server.issue("soon", expiresAt: now.addingTimeInterval(5.5 * 86_400)).secret
            let late = try await server.issue("late", expiresAt: now.addingTimeInterval(50 * 86_400)).secret
            let told = try await server.client(soon.exposed).tool("list_playbooks_quick").result
            #expect(told?["_meta"]?["soar-mcp/tokenExpiresInDays"] == 5)
            #expect(told?["content"]?.arrayValue?.last?["text"]?.stringValue?.contains("expires in 5 days") == true)
            let failed = try await server.client(soon.exposed).tool("execute_playbook", ["playbook_id": 99]).result
            #expect(failed?["isError"] == true && failed?["_meta"]?["soar-mcp/tokenExpiresInDays"] == nil)
            let worn = try await server.issue("worn")
            let store = try #require(server.store as? InMemoryStore)
            let rotation = APITokenRotation(
                to: APITokenSecret(), at: now, graceEndsAt: now.addingTimeInterval(5.5 * 3600), expiresAt: nil)
            _ = try await store.rotateToken(worn.token.id, rotation, by: nil)
            let replaced = try await server.client(worn.secret.exposed).tool("list_playbooks_quick").result
            #expect(replaced?["_meta"]?["soar-mcp/tokenReplaced"] == true)
            let note = replaced?["content"]?.arrayValue?.last?["text"]?.stringValue
            #expect(note?.contains("was replaced and stops working in 6 hours") == true)
            let quiet = try await server.client(late.exposed).tool("list_playbooks_quick").result
            #expect(quiet?["_meta"]?["soar-mcp/tokenExpiresInDays"] == nil)
        }
    }
}
