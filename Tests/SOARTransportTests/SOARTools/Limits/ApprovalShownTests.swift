//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

@Suite("What people agree to", .timeLimit(.minutes(2)))
struct ApprovalShownTests {
    /// Nine parameters, so that all together can be too much though none is.
    private static let playbook: Playbook = {
        var playbook = Playbook.sample
        let more = (1...20).map { PlaybookParameter(name: "p\($0)") }
        playbook.parameters = [PlaybookParameter(name: "src"), PlaybookParameter(name: "key", type: "PASSWORD")] + more
        return playbook
    }()

    private static let long = String(repeating: "a", count: 1025)
    private static let tooMuch: [JSONObject] = [
        ["src": .string(long)], ["src": [.string(long)]], ["src": .string(JSONValue.string(long).text())],
        ["src": .string((["a": .string(long)] as JSONValue).text())], ["src": [.object([long: 1])]],
        (1...20).reduce(into: [:]) { $0["p\($1)"] = .string(String(repeating: "a", count: 1000)) },
    ]

    private func withServer(
        _ approval: PlaybookApproval, _ body: (TestServer, ScriptedPlatform) async throws -> Void
    ) async throws {
        let platform = ScriptedPlatform([Self.playbook])
        var setup = TestServer.Setup()
        setup.platform = platform
        try await withTestServer(setup) { server in
            _ = try await server.store.changePlaybook(
                Self.playbook.id, tenant: .default, PlaybookChange(approval: approval), by: nil)
            try await body(server, platform)
        }
    }

    private func call(_ client: MCPTestClient, _ values: JSONObject) async throws -> TestAnswer {
        let meta = MCPTestClient.meta([:], capabilities: ["elicitation": [:]])
        let arguments: JSONObject = ["playbook_id": 7, "parameters": .object(values)]
        return try await client.call(
            "tools/call", ["name": "execute_playbook", "arguments": .object(arguments), "_meta": meta])
    }

    @Test("is shown to them in full; what is too long for that is refused, and nobody is asked", arguments: tooMuch)
    func tooLong(_ values: JSONObject) async throws {
        for approval in [PlaybookApproval.approver, .caller] {
            try await withServer(approval) { server, platform in
                let client = try await server.client(named: "agent")
                let answer = try await call(client, values)
                #expect(answer.isToolError && answer.text?.contains("too long to be shown") == true, "\(answer.body)")
                #expect(answer.text?.contains("1024 characters") == true)
                #expect(try await server.store.approvals(ApprovalQuery(), at: server.setup.clock.now).isEmpty)
                let last = try await server.records().last
                #expect(last?.outcome == (approval == .approver ? .denied : .failure))
                #expect(last?.error?.contains("too long to be shown") == true)
                #expect(platform.log.executions.isEmpty)
            }
        }
    }

    @Test("may leave out a password of any length, and go up to the limit")
    func longest() async throws {
        let longest = String(Self.long.dropLast())
        let values: JSONObject = ["src": .string(longest), "key": .string(Self.long)]
        try await withServer(.approver) { server, _ in
            let answer = try await call(try await server.client(named: "agent"), values)
            #expect(answer.structured?["status"] == "waiting_for_approval", "\(answer.body)")
            let shown = try await server.store.approvals(ApprovalQuery(), at: server.setup.clock.now).first
            #expect(shown?.request.parameters["src"] == .string(longest))
        }
        try await withServer(.caller) { server, _ in
            let answer = try await call(try await server.client(named: "agent"), values)
            let question = answer.result?["inputRequests"]?["confirmation"]?["params"]?["message"]?.stringValue
            #expect(question?.contains(longest) == true)
        }
    }
}
