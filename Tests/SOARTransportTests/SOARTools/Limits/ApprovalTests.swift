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

/// Playbooks that a person has to agree to.
@Suite("Approval of runs", .timeLimit(.minutes(3)))
struct ApprovalTests {
    private static let playbook = PlaybookID(rawValue: 7)
    private static let tools = ["execute_playbook", "playbook_block"]
    private static let elicitation: JSONValue = ["elicitation": [:]]

    private static func sample() -> ScriptedPlatform {
        var playbook = Playbook.sample
        playbook.parameters?.append(PlaybookParameter(name: "key", type: "PASSWORD", isRequired: false))
        return ScriptedPlatform([playbook])
    }

    private func arguments(_ tool: String, _ source: String = "10.0.0.1") -> JSONObject {
        let values: JSONObject = ["src": .string(source), "key": "canary-secret"]
        return tool == "execute_playbook" ? ["playbook_id": 7, "parameters": .object(values)] : values
    }

    private func withServer(
        _ approval: PlaybookApproval, store: (any SOARStore)? = nil, sessions: Bool = false,
        _ body: (TestServer, ScriptedPlatform) async throws -> Void
    ) async throws {
        let platform = Self.sample()
        var setup = TestServer.Setup()
        if let store { setup.store = store }
        setup.platform = platform
        setup.playbookTools = true
        if sessions { setup.endpoint = .withSessions }
        try await withTestServer(setup) { server in
            let changed = try await server.store.changePlaybook(
                Self.playbook, tenant: .default, PlaybookChange(approval: approval), by: nil)
            #expect(changed != nil)
            try await body(server, platform)
        }
    }

    private func decide(_ server: TestServer, _ id: JSONValue?, _ isApproved: Bool, _ reason: String? = nil)
        async throws
    {
        let id = ApprovalID(rawValue: try #require(id?.integerValue))
        let decided = try await server.store.decideApproval(
            id, isApproved: isApproved, reason: reason, approver: "bob",
            by: Operator("cli:bob", at: server.setup.clock.now))
        #expect(decided != nil)
    }

    // MARK: By somebody else

    @Test("waits for an approver, and then starts once", arguments: tools)
    func approver(_ tool: String) async throws {
        try await withServer(.approver) { server, platform in
            let client = try await server.client(named: "agent")
            let call: JSONValue = .object(arguments(tool))
            let waiting = try await client.tool(tool, call)
            #expect(!waiting.isToolError)
            #expect(waiting.structured?["status"] == "waiting_for_approval" && waiting.structured?["success"] == false)
            #expect(waiting.structured?["message"]?.stringValue?.contains("very same arguments") == true)
            #expect(waiting.structured?["expiresAt"]?.stringValue != nil)
            let id = try #require(waiting.structured?["approvalId"])
            #expect(try await client.tool(tool, call).structured?["approvalId"] == id)
            let records = try await server.records()
            #expect(records.filter { $0.action == tool }.map(\.outcome) == [.denied, .denied])
            #expect(records.last?.error == "approval \(id.integerValue ?? 0) is pending")
            #expect(platform.log.executions.isEmpty)

            try await decide(server, id, true)
            // Another value, another token: another approval.
            #expect(
                try await client.tool(tool, .object(arguments(tool, "10.0.0.2"))).structured?["status"]
                    == "waiting_for_approval")
            let stranger = try await server.client(named: "stranger")
            #expect(try await stranger.tool(tool, call).structured?["status"] == "waiting_for_approval")
            #expect(platform.log.executions.isEmpty)

            let started = try await client.tool(tool, call)
            #expect(started.structured?["activity_id"] == "activity-1")
            #expect(try await client.tool(tool, call).structured?["status"] == "waiting_for_approval")
            #expect(platform.log.executions.count == 1)
            // The password is in no approval and in no record.
            let all = try await server.store.approvals(ApprovalQuery(), at: server.setup.clock.now)
            #expect(all.allSatisfy { !$0.request.parameters.text().contains("canary") })
            #expect(try await server.records().allSatisfy { !"\($0)".contains("canary-secret") })
            #expect(all.contains { $0.request.parameters["src"] == "10.0.0.1" })
        }
    }

    @Test("what was approved through one tool can be used through another")
    func alike() async throws {
        try await withServer(.approver) { server, platform in
            let client = try await server.client(named: "agent")
            let waiting = try await client.tool("playbook_block", .object(arguments("playbook_block")))
            try await decide(server, waiting.structured?["approvalId"], true)
            let answer = try await client.tool("execute_playbook", .object(arguments("execute_playbook")))
            #expect(answer.structured?["success"] == true && platform.log.executions.count == 1)
        }
    }

    @Test("a denial is told with its reason", arguments: tools)
    func denied(_ tool: String) async throws {
        try await withServer(.approver) { server, platform in
            let client = try await server.client(named: "agent")
            let waiting = try await client.tool(tool, .object(arguments(tool)))
            try await decide(server, waiting.structured?["approvalId"], false, "not on a Friday")
            let answer = try await client.tool(tool, .object(arguments(tool)))
            #expect(answer.isToolError)
            #expect(answer.text?.contains("The reason: not on a Friday. Nothing was started") == true)
            #expect(try await server.records().last?.error?.hasSuffix("was denied") == true)
            #expect(platform.log.executions.isEmpty)
        }
    }

    @Test("an approval that was not used in time is good for nothing")
    func expired() async throws {
        try await withServer(.approver) { server, platform in
            let client = try await server.client(named: "agent")
            let call: JSONValue = .object(arguments("execute_playbook"))
            let waiting = try await client.tool("execute_playbook", call)
            try await decide(server, waiting.structured?["approvalId"], true)
            server.setup.clock.advance(by: 3_600)
            let later = try await client.tool("execute_playbook", call)
            #expect(later.structured?["status"] == "waiting_for_approval")
            #expect(later.structured?["approvalId"] != waiting.structured?["approvalId"])
            #expect(platform.log.executions.isEmpty)
            #expect(try await server.records().contains { $0.action == "approval.expire" })
        }
    }

    @Test("two calls with one approval start one run, and a restart keeps it")
    func parallel() async throws {
        try await withTemporaryFolder { folder in
            let token = APITokenSecret()
            try await withServer(.approver, store: try SQLiteStore(path: folder + "/soar.db")) { server, _ in
                var new = NewAPIToken(
                    name: "agent", tenant: .default, scopes: Scope.standard, secret: token,
                    createdAt: server.setup.clock.now)
                new.owner = "alice"
                _ = try await server.store.insertToken(new)
                let client = server.client(token.exposed)
                let waiting = try await client.tool("execute_playbook", .object(arguments("execute_playbook")))
                try await decide(server, waiting.structured?["approvalId"], true)
            }
            try await withServer(.approver, store: try SQLiteStore(path: folder + "/soar.db")) { server, platform in
                let call: JSONValue = .object(arguments("execute_playbook"))
                let client = server.client(token.exposed)
                let started = try await withThrowingTaskGroup(of: Bool.self) { tasks in
                    for _ in 0..<8 {
                        tasks.addTask {
                            try await client.tool("execute_playbook", call).structured?["success"] == true
                        }
                    }
                    return try await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(started == 1 && platform.log.executions.count == 1)
            }
        }
    }

    @Test("what can't be started is not asked for")
    func unsound() async throws {
        try await withServer(.approver) { server, _ in
            let client = try await server.client(named: "agent")
            let answer = try await client.tool("execute_playbook", ["playbook_id": 7, "parameters": ["other": "a"]])
            #expect(answer.isToolError)
            #expect(try await server.store.approvals(ApprovalQuery(), at: server.setup.clock.now).isEmpty)
        }
    }

    // MARK: By the caller's own user

    private func confirm(
        _ client: MCPTestClient, _ tool: String, state: JSONValue? = nil, answer: JSONValue? = nil
    ) async throws -> TestAnswer {
        var params: JSONObject = [
            "name": .string(tool), "arguments": .object(arguments(tool)),
            "_meta": MCPTestClient.meta([:], capabilities: Self.elicitation),
        ]
        if let state { params["requestState"] = state }
        if let answer { params["inputResponses"] = ["confirmation": answer] }
        return try await client.call("tools/call", params)
    }

    private static let answers: [(JSONValue, Bool)] = [
        (["action": "accept", "content": ["confirm": true]], true),
        (["action": "accept", "content": ["confirm": false]], false), (["action": "accept", "content": [:]], false),
        (["action": "decline"], false), (["action": "cancel"], false),
    ]

    @Test("the caller's user is asked, and sees the values but no password", arguments: tools, answers)
    func caller(_ tool: String, _ answer: (JSONValue, Bool)) async throws {
        try await withServer(.caller) { server, platform in
            let client = try await server.client(named: "agent")
            let asked = try await confirm(client, tool)
            #expect(asked.result?["resultType"] == "input_required")
            let question = try #require(asked.result?["inputRequests"]?["confirmation"]?["params"])
            let message = try #require(question["message"]?.stringValue)
            #expect(message.contains("Block") && message.contains("10.0.0.1") && !message.contains("canary"))
            #expect(platform.log.executions.isEmpty)
            let outcome = try await confirm(client, tool, state: asked.result?["requestState"], answer: answer.0)
            #expect(outcome.isToolError != answer.1)
            #expect(platform.log.executions.count == (answer.1 ? 1 : 0))
            let last = try #require(try await server.records().last)
            #expect(last.outcome == (answer.1 ? .success : .failure))
            if !answer.1 {
                #expect(outcome.text?.contains("Nothing was started") == true)
                #expect(
                    last.error == (answer.0["action"] == "cancel" ? "cancelled by the user" : "declined by the user"))
            }
        }
    }

    @Test("in a session, too", arguments: [true, false])
    func session(_ agrees: Bool) async throws {
        try await withServer(.caller, sessions: true) { server, platform in
            let client = try await server.client(named: "agent")
            let session = try await SessionClient(client.speaking(.v2025_11_25), capabilities: Self.elicitation)
            let params: JSONObject = [
                "name": "playbook_block", "arguments": .object(arguments("playbook_block")),
            ]
            let events = try await session.client.events(session.request("tools/call", params, id: 5))
            let question = try #require(try await events.firstEvent { $0.method == "elicitation/create" })
            let id = try #require(question.json?["id"])
            let outcome: JSONObject =
                agrees
                ? ["result": ["action": "accept", "content": ["confirm": true]]] : ["result": ["action": "decline"]]
            _ = try await session.answer(id, outcome)
            let last = try #require(try await events.remainingEvents().last)
            #expect(last.result?["isError"] == .bool(!agrees))
            #expect(platform.log.executions.count == (agrees ? 1 : 0))
        }
    }

    @Test("a client that can't be asked is refused, and told why", arguments: tools)
    func incapable(_ tool: String) async throws {
        try await withServer(.caller) { server, platform in
            let client = try await server.client(named: "agent")
            let modern = try await client.tool(tool, .object(arguments(tool)))
            #expect(modern.status == 400 && modern.code == -32021, "\(modern.body)")
            #expect(modern.json?["error"]?["data"]?["requiredCapabilities"] == ["elicitation": ["form": [:]]])
            let answer = try await client.speaking(.v2025_06_18).tool(tool, .object(arguments(tool)))
            #expect(answer.isToolError && answer.text?.contains("elicitation") == true, "\(answer.body)")
            #expect(answer.text?.contains("Nothing was started") == true)
            #expect(platform.log.executions.isEmpty)
            #expect(try await server.records().last?.outcome == .failure)
        }
    }

    @Test(
        "what is no answer to the question is refused as wrong parameters", arguments: tools,
        [5, ["action": "maybe"]] as [JSONValue])
    func malformed(_ tool: String, _ answer: JSONValue) async throws {
        try await withServer(.caller) { server, platform in
            let client = try await server.client(named: "agent")
            let asked = try await confirm(client, tool)
            let outcome = try await confirm(client, tool, state: asked.result?["requestState"], answer: answer)
            #expect(outcome.code == -32602, "\(outcome.body)")
            #expect(platform.log.executions.isEmpty)
        }
    }

    @Test("nobody is asked where nothing is said")
    func none() async throws {
        try await withServer(.none) { server, platform in
            let client = try await server.client(named: "agent")
            #expect(
                try await client.tool("execute_playbook", .object(arguments("execute_playbook"))).structured?["success"]
                    == true)
            #expect(platform.log.executions.count == 1)
        }
    }
}
