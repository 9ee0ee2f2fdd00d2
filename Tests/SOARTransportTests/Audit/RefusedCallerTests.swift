//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("A refusal in the audit log says whose it is, and by which rule", .timeLimit(.minutes(1)))
struct RefusedCallerTests {
    private func last(_ server: TestServer) async throws -> AuditRecord {
        try #require(try await server.records().last { $0.action == "authenticate" })
    }

    @Test("Known tokens are named, whatever is against them; guesses are not")
    func named() async throws {
        let outside: JSONValue = ["addresses": ["192.0.2.0/24"]]
        try await withTestServer { server in
            let now = server.setup.clock.now
            for (name, restrictions) in [("far", outside), ("late", ["windows": ["mon 15:00-14:00 UTC"]])] {
                let (secret, token) = try await server.issue(name, restrictions: restrictions)
                #expect(try await server.client(secret.exposed).call("tools/list").status == 403)
                let record = try await last(server)
                #expect(record.tokenID == token.id && record.tokenName == name && record.tenant == .default)
            }
            for state in [APIToken.State.revoked, .disabled] {
                let (secret, token) = try await server.issue("\(state)")
                _ = try await server.store.setToken(token.id, state: state)
                let answer = try await server.client(secret.exposed).call("tools/list")
                let record = try await last(server)
                #expect(record.tokenID == token.id && record.error == "\(state)")
                // The caller is told nothing of it.
                #expect(answer.status == 401 && !answer.body.contains("\(state)"))
            }
            let (old, replaced) = try await server.issue("old")
            let rotation = APITokenRotation(to: APITokenSecret(), at: now, graceEndsAt: now, expiresAt: nil)
            _ = try await server.store.rotateToken(replaced.id, rotation, by: nil)
            #expect(try await server.client(old.exposed).call("tools/list").status == 401)
            #expect(try await last(server).tokenID == replaced.id)
            let (short, expired) = try await server.issue("short", expiresAt: now.addingTimeInterval(1))
            server.setup.clock.advance(by: 2)
            #expect(try await server.client(short.exposed).call("tools/list").status == 401)
            #expect(try await last(server).tokenID == expired.id)
            for guess in [APITokenSecret().exposed, "soar_nonsense", "x"] {
                #expect(try await server.client(guess).call("tools/list").status == 401)
                let record = try await last(server)
                #expect(record.tokenID == nil && record.tokenName == nil && record.tenant == nil)
            }
        }
    }

    @Test("So is a token that calls too often, and its refusals are counted")
    func tooOften() async throws {
        var setup = TestServer.Setup()
        var limits = LimitedAuthProvider.Configuration()
        limits.requestsPerToken = 1
        setup.requestLimits = limits
        let start = ContinuousClock.now
        setup.limitTime = { start }
        try await withTestServer(setup) { server in
            let (secret, token) = try await server.issue("busy")
            #expect(try await server.client(secret.exposed).call("tools/list").status == 200)
            #expect(try await server.client(secret.exposed).call("tools/list").status == 429)
            let record = try await last(server)
            #expect(record.tokenID == token.id && record.error == "too_many")
            server.usage.note(record)
            await server.usage.flush()
            #expect(try await server.store.token(id: token.id)?.usage.denials == 1)
        }
    }

    @Test("What a token may not see is denied with the rule, on every way in; what is not there is a failure")
    func hidden() async throws {
        var setup = TestServer.Setup()
        setup.playbookTools = true
        setup.endpoint = .withSessions
        try await withTestServer(setup) { server in
            let client = try await server.client(
                named: "narrow", restrictions: ["playbooks": [["effect": "deny", "playbooks": ["id:7"]]]])
            let execution = Execution(
                activityID: try #require(ActivityID("run-7")), tenant: .default, playbookID: PlaybookID(rawValue: 7),
                tokenID: nil, startedBy: "x", startedAt: server.setup.clock.now)
            try await server.store.insertExecution(execution)
            func prompt(_ name: String, _ argument: String, _ value: String) -> JSONObject {
                ["name": .string(name), "arguments": [argument: .string(value)]]
            }
            let ways: [(String, (String, String) -> JSONObject)] = [
                ("resources/read", { id, _ in ["uri": .string("soar://playbooks/\(id)")] }),
                ("resources/read", { _, run in ["uri": .string("soar://executions/\(run)")] }),
                ("prompts/get", { id, _ in prompt("run_playbook_safely", "playbook", id) }),
                ("prompts/get", { id, _ in prompt("run_playbook_safely", "playbook", id == "7" ? "BLOCK" : "none") }),
                ("prompts/get", { _, run in prompt("explain_execution", "activity_id", run) }),
                ("tools/call", { id, _ in ["name": .string(id == "7" ? "playbook_block" : "playbook_none")] }),
            ]
            for (method, params) in ways {
                let hidden = try await client.call(method, params("7", "run-7"))
                #expect(hidden.result == nil)
                let record = try #require(try await server.records().last)
                #expect(record.outcome == .denied && record.error == "token: deny see: id:7", "\(params("7", "run-7"))")
            }
            for (method, params) in ways where !"\(params("8", "run-8"))".contains("run-8") {
                _ = try await client.call(method, params("8", "run-8"))
                #expect(try await server.records().last?.outcome == .failure, "\(params("8", "run-8"))")
            }
            let session = try await SessionClient(client.speaking(.v2025_11_25))
            _ = try await session.call("resources/subscribe", ["uri": "soar://playbooks/7"])
            #expect(try await server.records().last?.error == "token: deny see: id:7")
        }
    }
}
