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

/// Every rule, alone and with every other, on every way in.
@Suite("What narrows a token narrows it on every way in", .timeLimit(.minutes(3)))
struct AccessTableTests {
    /// One caller of one case.
    private struct Visitor {
        let client: MCPTestClient
        let expected: AccessCase
        let scripted: ScriptedPlatform
        let name: String

        func ids(_ value: JSONValue?) -> Set<Int64> {
            Set(value?.arrayValue?.compactMap { $0["id"]?.integerValue } ?? [])
        }

        func resource(_ uri: String) async throws -> JSONValue? {
            let answer = try await client.read(uri)
            guard let text = answer.result?["contents"]?[0]?["text"]?.stringValue else { return nil }
            return try JSONParser.parse(text)
        }

        func lists() async throws {
            let tool = try await client.tool("list_playbooks_quick").result?["structuredContent"]?["playbooks"]
            #expect(ids(tool) == expected.sees, "\(name)")
            #expect(ids(try await resource("soar://playbooks")) == expected.sees, "\(name)")
            let names = try await client.call("tools/list").result?["tools"]?.arrayValue?.compactMap {
                $0["name"]?.stringValue
            }
            let runnable = Set(expected.runs.compactMap { AccessCase.tools[$0] })
            #expect(Set(names ?? []).intersection(AccessCase.tools.values) == runnable, "\(name)")
            let completion: JSONObject = [
                "ref": ["type": "ref/resource", "uri": "soar://playbooks/{id}"],
                "argument": ["name": "id", "value": ""],
            ]
            let suggested = try await client.call("completion/complete", completion).result?["completion"]?["values"]
            #expect(
                Set(suggested?.arrayValue?.compactMap { $0.stringValue.flatMap { Int64($0) } } ?? []) == expected.sees,
                "\(name)")
        }

        func calls(_ id: Int64) async throws {
            let sees = expected.sees.contains(id)
            #expect(try await (resource("soar://playbooks/\(id)") != nil) == sees, "\(name) \(id)")
            let parameters = try await client.tool("query_playbook_execution_params", ["playbook_id": .integer(id)])
            #expect((parameters.result?["isError"] == false) == sees, "\(name) \(id)")
            for address in ["192.0.2.1", "10.0.0.1"] {
                let runs = expected.runs.contains(id) && (expected.takesPrivate || address != "10.0.0.1")
                let before = scripted.log.executions.count
                let values: JSONValue = ["ip": .string(address)]
                let answer = try await client.tool(
                    "execute_playbook", ["playbook_id": .integer(id), "parameters": values])
                #expect((answer.result?["isError"] == false) == runs, "\(name) \(id) \(address) \(answer.body)")
                let typed = try await client.tool(AccessCase.tools[id] ?? "", values)
                #expect((typed.result?["isError"] == false) == runs, "\(name) \(id) \(address) \(typed.body)")
                #expect(scripted.log.executions.count == before + (runs ? 2 : 0), "\(name) \(id) \(address)")
            }
            let prompt = try await client.call(
                "prompts/get", ["name": "run_playbook_safely", "arguments": ["playbook": .string("\(id)")]])
            // A read-only token has no prompt that runs anything.
            #expect((prompt.result != nil) == (sees && client.token != nil && mayPrompt), "\(name) \(id)")
        }

        var mayPrompt: Bool { !name.contains("read-only") }

        func subscription() async throws {
            let uris = [7, 8, 9].map { "soar://playbooks/\($0)" }
            let stream = try await client.listen(["resourceSubscriptions": JSONValue(uris)])
            let event = try await stream.nextEvent()
            let data = try JSONParser.parse(event?.data ?? "null")
            let honoured = data["params"]?["notifications"]?["resourceSubscriptions"]?.arrayValue?.compactMap(
                \.stringValue)
            #expect(Set(honoured ?? []) == Set(expected.sees.map { "soar://playbooks/\($0)" }), "\(name)")
            await stream.close()
        }

        /// The execution of somebody else's run, and of its own.
        func executions() async throws {
            for (owner, isOwn) in [("other", false), ("own", true)] {
                for id in [7, 8, 9] as [Int64] {
                    let activity = "\(owner)-\(id)"
                    let visible = expected.sees.contains(id) && (isOwn || expected.seesOthers)
                    let status = try await client.tool(
                        "query_playbook_execution_status_by_activity_id", ["activity_id": .string(activity)])
                    #expect((status.result?["isError"] == false) == visible, "\(name) \(activity)")
                    let result = try await client.tool(
                        "query_playbook_execution_result_by_activity_id", ["activity_id": .string(activity)])
                    #expect((result.result?["isError"] == false) == visible, "\(name) \(activity)")
                    #expect(
                        try await (resource("soar://executions/\(activity)") != nil) == visible, "\(name) \(activity)")
                }
            }
        }
    }

    @Test("list, call, typed tool, resource, completion, prompt, subscription, execution", arguments: AccessCase.pairs)
    func table(_ first: AccessCase, _ second: AccessCase) async throws {
        let scripted = ScriptedPlatform(AccessCase.playbooks)
        var setup = TestServer.Setup()
        setup.platform = scripted
        setup.playbookTools = true
        try await withTestServer(setup) { server in
            let role = Role(
                name: RoleName(rawValue: "first"), scopes: Scope.standard,
                restrictions: try Restrictions(json: try JSONParser.parse(first.json)))
            try await server.store.setRole(role, tenant: .default, by: nil)
            let secret = APITokenSecret()
            var new = NewAPIToken(name: "own", secret: secret, createdAt: server.setup.clock.now)
            new.role = role.name
            new.restrictions = try Restrictions(json: try JSONParser.parse(second.json))
            let own = try await server.store.insertToken(new)
            let other = try await server.issue("other").token
            for (owner, token) in [("own", own), ("other", other)] {
                for id in [7, 8, 9] as [Int64] {
                    let activity = try #require(ActivityID("\(owner)-\(id)"))
                    try await server.store.insertExecution(
                        Execution(
                            activityID: activity, tenant: .default, playbookID: PlaybookID(rawValue: id),
                            tokenID: token.id, startedBy: token.name, startedAt: server.setup.clock.now))
                }
            }
            let expected = first.and(second)
            let visitor = Visitor(
                client: server.client(secret.exposed), expected: expected, scripted: scripted, name: expected.name)
            try await visitor.lists()
            for id in [7, 8, 9] as [Int64] { try await visitor.calls(id) }
            try await visitor.subscription()
            try await visitor.executions()
            let records = try await server.records()
            // Whatever was started was recorded before, and whatever was refused is on record with its rule.
            #expect(records.count { $0.phase == .intent } == scripted.log.executions.count)
            if expected.runs.count < 3, expected.sees == [7, 8, 9], visitor.mayPrompt {
                #expect(records.contains { $0.outcome == .denied && $0.error?.contains("deny run") == true })
            }
        }
    }
}
