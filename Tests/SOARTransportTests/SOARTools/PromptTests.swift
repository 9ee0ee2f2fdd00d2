//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("SOAR prompts")
struct PromptTests {
    private func get(_ client: MCPTestClient, _ name: String, _ arguments: JSONObject) async throws -> TestAnswer {
        try await client.call("prompts/get", ["name": .string(name), "arguments": .object(arguments)])
    }

    private func text(_ answer: TestAnswer) -> String {
        answer.result?["messages"]?[0]?["content"]?["text"]?.stringValue ?? ""
    }

    private func resource(_ answer: TestAnswer) -> JSONValue? {
        answer.result?["messages"]?[1]?["content"]?["resource"]
    }

    @Test("are listed to who may use what they speak of")
    func listed() async throws {
        try await withTestServer { server in
            func names(_ scopes: Set<Scope>) async throws -> [JSONValue?]? {
                let client = try await server.client(named: "\(scopes.count)", scopes: scopes)
                return try await client.call("prompts/list").result?["prompts"]?.arrayValue?.map { $0["name"] }
            }
            #expect(
                try await names(Scope.standard) == ["investigate_address", "run_playbook_safely", "explain_execution"])
            #expect(try await names([.playbooksRead]) == ["investigate_address"])
            #expect(
                try await names([.playbooksExecute, .applicationsRead]) == [
                    "investigate_address", "run_playbook_safely",
                ])
            let reader = try await server.client(named: "reader", scopes: [.playbooksRead])
            #expect(try await get(reader, "run_playbook_safely", ["playbook": "7"]).status == 403)
        }
    }

    @Test("investigating names the address and the playbooks that the caller has", arguments: ProtocolRevision.served)
    func investigate(_ revision: ProtocolRevision) async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice").speaking(revision)
            let answer = try await get(
                client, "investigate_address", ["address": " 203.0.113.7 ", "context": "seen in\na mail"])
            #expect(text(answer).contains(": 203.0.113.7\n"))
            #expect(text(answer).contains("seen in\na mail"))
            #expect(text(answer).contains("consent") && text(answer).contains("征得同意"))
            #expect(resource(answer)?["uri"] == "soar://playbooks")
            let listed = try JSONParser.parse(resource(answer)?["text"]?.stringValue ?? "")
            #expect(listed.arrayValue?.count == 8)
            #expect(listed.arrayValue?.contains { $0["displayName"] == "查询IP信誉" } == true)
        }
    }

    @Test("an address that is none is refused with what is accepted")
    func badAddress() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            for address in ["", " ", "a\nb", String(repeating: "a", count: 513)] {
                let answer = try await get(client, "investigate_address", ["address": .string(address)])
                #expect(answer.message?.contains("'address'") == true)
                #expect(answer.code == -32602)
            }
            #expect(try await get(client, "investigate_address", [:]).code == -32602)
            let stranger = try await server.client(named: "stranger", tenant: TenantID(rawValue: "other"))
            let theirs = try await get(stranger, "investigate_address", ["address": "a"])
            #expect(resource(theirs)?["text"] == "[]")
        }
    }

    @Test("running embeds the playbook, called by id or by name", arguments: ["7", "block", "Block", "playbook_7"])
    func run(_ name: String) async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            let answer = try await get(client, "run_playbook_safely", ["playbook": .string(name)])
            #expect(text(answer).contains("playbook 7 "))
            #expect(resource(answer)?["uri"] == "soar://playbooks/7")
            let playbook = try JSONParser.parse(resource(answer)?["text"]?.stringValue ?? "")
            #expect(playbook["requiredParams"]?[0]?["paramName"] == "src")
            let theirs = try await server.client(named: "theirs", tenant: TenantID(rawValue: "other"))
            let refused = try await get(theirs, "run_playbook_safely", ["playbook": .string(name)])
            #expect(refused.message?.contains("There is no playbook") == true)
        }
    }

    @Test("playbooks of one name are told apart by their ids, in the refusal and in completion")
    func sameName() async throws {
        let setup = PlaybookToolListTests.setup(
            PlaybookToolListTests.playbook(1, "Same"), PlaybookToolListTests.playbook(2, "Same"), .sample)
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let refused = try await get(client, "run_playbook_safely", ["playbook": "same"])
            #expect(refused.message?.contains("1, 2") == true)
            for (typed, expected) in [("", ["1", "2", "Block"]), ("sa", ["1", "2"]), ("bl", ["Block"]), ("7", ["7"])] {
                let answer = try await client.call(
                    "completion/complete",
                    [
                        "ref": ["type": "ref/prompt", "name": "run_playbook_safely"],
                        "argument": ["name": "playbook", "value": .string(typed)],
                    ])
                #expect(answer.result?["completion"]?["values"] == JSONValue(expected))
            }
        }
    }

    @Test("explaining embeds the execution, and nobody else's")
    func explain() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            _ = try await client.tool("execute_playbook", ["playbook_id": 7, "parameters": ["src": "a"]])
            let answer = try await get(client, "explain_execution", ["activity_id": "activity-1"])
            #expect(text(answer).contains("activity-1"))
            let execution = try JSONParser.parse(resource(answer)?["text"]?.stringValue ?? "")
            #expect(execution["status"] == "SUCCESS")
            #expect(execution["executionResult"]?["code"] == 200)
            let stranger = try await server.client(named: "stranger", tenant: TenantID(rawValue: "other"))
            let refused = try await get(stranger, "explain_execution", ["activity_id": "activity-1"])
            #expect(refused.message?.contains("There is no execution") == true)
        }
    }

    @Test("a result that is too large is left out, and the prompt says where it is")
    func large() async throws {
        var platform = ScriptedPlatform()
        platform.onResult = { _ in ["result": .string(String(repeating: "x", count: 100_000))] }
        var setup = TestServer.Setup()
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let answer = try await get(client, "explain_execution", ["activity_id": "activity-1"])
            #expect(text(answer).contains("query_playbook_execution_result_by_activity_id"))
            #expect(answer.body.utf8.count < 10_000)
            #expect(resource(answer)?["text"]?.stringValue?.contains("SUCCESS") == true)
        }
    }
}
