//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("What goes on when a token is replaced", .timeLimit(.minutes(1)))
struct RotationCountTests {
    private static let run: JSONValue = ["playbook_id": 7, "parameters": ["src": "10.0.0.1"]]

    /// A token with these restrictions, and its successor; both work.
    private func rotated(
        _ server: TestServer, _ restrictions: JSONValue, named name: String = "ci",
        _ between: (MCPTestClient) async throws -> Void = { _ in }
    ) async throws -> (old: MCPTestClient, new: MCPTestClient) {
        let (secret, fresh) = (APITokenSecret(), APITokenSecret())
        let now = server.setup.clock.now
        var token = NewAPIToken(name: name, secret: secret, createdAt: now)
        token.restrictions = try Restrictions(json: restrictions)
        token.owner = "alice"
        let id = try await server.store.insertToken(token).id
        let old = server.client(secret.exposed)
        try await between(old)
        let rotation = APITokenRotation(
            to: fresh, at: now, graceEndsAt: now.addingTimeInterval(3600), expiresAt: nil)
        _ = try await server.store.rotateToken(id, rotation, by: nil)
        return (old, server.client(fresh.exposed))
    }

    @Test("the count of executions: who rotates gets no further ones")
    func executions() async throws {
        try await withTestServer { server in
            let (old, new) = try await rotated(server, ["executions": ["3/hour"]]) { (old) async throws in
                for _ in 0..<2 { #expect(try await !old.tool("execute_playbook", Self.run).isToolError) }
            }
            #expect(try await !new.tool("execute_playbook", Self.run).isToolError)
            for client in [old, new] {
                let refused = try await client.tool("execute_playbook", Self.run)
                #expect(refused.isToolError && refused.textJSON?["limit"] == "3/hour")
            }
        }
    }

    @Test("its executions, where it may follow its own only")
    func ownExecutions() async throws {
        try await withTemporaryFolder { folder in
            var setup = TestServer.Setup()
            setup.store = try SQLiteStore(path: folder + "/soar.db")
            try await withTestServer(setup) { server in
                let (old, new) = try await rotated(server, ["ownExecutions": true]) { (old) async throws in
                    #expect(try await !old.tool("execute_playbook", Self.run).isToolError)
                }
                let status = "query_playbook_execution_status_by_activity_id"
                for client in [old, new] {
                    #expect(try await !client.tool(status, ["activity_id": "activity-1"]).isToolError)
                }
                // However many others have started since.
                for number in 0..<150 {
                    let activity = try #require(ActivityID("busy-\(number)"))
                    try await server.store.insertExecution(
                        Execution(
                            activityID: activity, tenant: .default, playbookID: PlaybookID(rawValue: 7),
                            tokenID: APITokenID(rawValue: 99), startedBy: "busy",
                            startedAt: server.setup.clock.now.addingTimeInterval(Double(number + 1))))
                }
                let list = try await new.read("soar://executions").body
                #expect(list.contains("activity-1") && !list.contains("busy"))
                let (stranger, _) = try await rotated(server, ["ownExecutions": true], named: "stranger")
                #expect(try await stranger.tool(status, ["activity_id": "activity-1"]).isToolError)
            }
        }
    }

    @Test("what was approved for it")
    func approval() async throws {
        try await withTestServer { server in
            _ = try await server.store.changePlaybook(
                PlaybookID(rawValue: 7), tenant: .default, PlaybookChange(approval: .approver), by: nil)
            var id: JSONValue?
            let (_, new) = try await rotated(server, [:]) { (old) async throws in
                id = try await old.tool("execute_playbook", Self.run).structured?["approvalId"]
            }
            let approval = ApprovalID(rawValue: try #require(id?.integerValue))
            _ = try await server.store.decideApproval(
                approval, isApproved: true, reason: nil, approver: "bob",
                by: Operator("cli:bob", at: server.setup.clock.now))
            #expect(try await new.tool("execute_playbook", Self.run).structured?["success"] == true)
            #expect(try await new.tool("execute_playbook", Self.run).structured?["status"] == "waiting_for_approval")
        }
    }

    @Test("its requests in a minute")
    func requests() async throws {
        var setup = TestServer.Setup()
        var limits = LimitedAuthProvider.Configuration()
        limits.requestsPerToken = 3
        setup.requestLimits = limits
        let start = ContinuousClock.now
        setup.limitTime = { start }
        try await withTestServer(setup) { server in
            let (old, new) = try await rotated(server, [:]) { (old) async throws in
                #expect(try await old.call("tools/list").status == 200)
            }
            #expect(try await new.call("tools/list").status == 200)
            #expect(try await old.call("tools/list").status == 200)
            #expect(try await new.call("tools/list").status == 429)
        }
    }

    @Test("the alarm is a metric too, also where the old one's own time has run out")
    func metric() async throws {
        let store = InMemoryStore()
        let clock = TestClock()
        let (secret, now) = (APITokenSecret(), clock.now)
        let id = try await store.insertToken(
            NewAPIToken(name: "ci", secret: secret, createdAt: now, expiresAt: now.addingTimeInterval(60))
        ).id
        let rotation = APITokenRotation(to: APITokenSecret(), at: now, graceEndsAt: now, expiresAt: nil)
        _ = try await store.rotateToken(id, rotation, by: nil)
        clock.advance(by: 120)
        let registry = PrometheusRegistry()
        let auth = BearerAuthProvider(verifier: DatabaseTokenVerifier(store, now: { clock.now }))
            .metered(factory: registry)
        var request = HTTPRequest(method: .post, scheme: "http", authority: "h", path: "/mcp")
        request.headerFields[.authorization] = "Bearer \(secret.exposed)"
        let late = request
        await #expect(throws: AuthenticationFailure.replaced) { try await auth.authenticate(late, from: "192.0.2.1") }
        let line = #"soar_mcp_authentications_total{outcome="refused",reason="replaced"} 1"#
        #expect(await registry.text().contains(line))
        #expect(try await store.auditRecords(AuditQuery()).map(\.action) == ["token.reuse"])
    }
}
