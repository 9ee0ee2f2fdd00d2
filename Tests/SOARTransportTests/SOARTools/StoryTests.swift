//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import OctoMationSimulator
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The whole way of a playbook, and every member of every answer (inventory C1 6 to 10).
@Suite("The story of a playbook")
struct StoryTests {
    private static let status = "query_playbook_execution_status_by_activity_id"
    private static let result = "query_playbook_execution_result_by_activity_id"

    private func member(_ value: JSONValue?, _ names: Set<String>) {
        #expect(Set(value?.objectValue?.names ?? []) == names)
    }

    @Test("list, ask for parameters, execute, follow, read the result", arguments: ProtocolRevision.served)
    func story(_ revision: ProtocolRevision) async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice").speaking(revision)

            let listed = try #require(try await client.tool("list_playbooks_quick").textJSON)
            member(listed, ["total", "playbooks"])
            #expect(listed["total"] == 8)
            let ids = listed["playbooks"]?.arrayValue?.compactMap { $0["id"]?.integerValue } ?? []
            #expect(ids == ids.sorted())
            #expect(ids.contains(PlaybookID.checkReputation.rawValue))
            member(listed["playbooks"]?[0], ["id", "name", "displayName"])
            #expect(listed["playbooks"]?[0]?["displayName"] == "Block a malicious IP")

            let id = JSONValue.integer(PlaybookID.blockAddress.rawValue)
            let taken = try #require(
                try await client.tool("query_playbook_execution_params", ["playbook_id": id]).textJSON)
            member(taken, ["playbookId", "playbookName", "playbookDisplayName", "requiredParams"])
            #expect(taken["playbookId"] == id)
            #expect(taken["requiredParams"]?[0]?["paramName"] == "src")
            #expect(taken["requiredParams"]?[0]?["paramType"] == "STRING")
            #expect(taken["requiredParams"]?[0]?["required"] == true)
            #expect(taken["requiredParams"]?[0]?["paramDesc"]?.stringValue?.contains("IP") == true)

            let arguments: JSONValue = ["playbook_id": id, "parameters": ["src": "10.9.8.7"], "event_id": 42]
            let started = try #require(try await client.tool("execute_playbook", arguments).textJSON)
            member(started, ["success", "activity_id"])
            #expect(started["success"] == true)
            let activity = try #require(started["activity_id"])

            var seen: [JSONValue?] = []
            for seconds in [0.0, 0.5, 5] {
                world.clock.advance(by: seconds)
                let stands = try #require(try await client.tool(Self.status, ["activity_id": activity]).textJSON)
                member(stands, ["success", "activityId", "status", "isFinal", "message", "queryTime", "details"])
                member(
                    stands["details"],
                    [
                        "executeStatus", "eventId", "executorInstanceId", "executorInstanceName", "createTime",
                        "updateTime",
                    ])
                #expect(stands["activityId"] == activity)
                #expect(stands["details"]?["eventId"] == 42)
                #expect(stands["details"]?["executorInstanceId"] == id)
                #expect(stands["details"]?["executeStatus"] == stands["status"])
                #expect(stands["isFinal"] == (stands["status"] == "SUCCESS" ? true : false))
                seen.append(stands["status"])
            }
            #expect(seen == ["NEW", "RUNNING", "SUCCESS"])

            let brought = try #require(try await client.tool(Self.result, ["activity_id": activity]).textJSON)
            member(brought, ["success", "activityId", "queryTime", "executionResult"])
            #expect(brought["executionResult"]?["code"] == 200)
            #expect(brought["executionResult"]?["result"]?["activity"]?["executeStatus"] == "SUCCESS")
            #expect(brought["executionResult"]?["result"]?["nodeResults"]?.arrayValue?.isEmpty == false)

            let executions = try #require(try await client.read("soar://executions").resourceText)
            #expect(try JSONParser.parse(executions)[0]?["activity_id"] == activity)
            #expect(world.simulator.calls.count(of: .execution) == 1)
        }
    }

    @Test("the text is indented JSON in the user's language, and structuredContent the object itself")
    func shape() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let answer = try await client.tool("list_playbooks_quick")
            #expect(answer.result?["content"]?.arrayValue?.count == 1)
            #expect(answer.result?["content"]?[0]?["type"] == "text")
            #expect(answer.text?.contains("\n  \"playbooks\": [") == true)
            #expect(answer.text?.contains("查询IP信誉") == true)
            #expect(answer.structured == answer.textJSON)
            #expect(answer.structured?["result"] == nil)
        }
    }

    @Test("answers keep what their schema promises")
    func schemas() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let tools = try #require(try await client.call("tools/list").result?["tools"]?.arrayValue)
            #expect(tools.count == 5)
            let id = JSONValue.integer(PlaybookID.dailyInspection.rawValue)
            let started = try await client.tool("execute_playbook", ["playbook_id": id]).structured
            let activity = started?["activity_id"] ?? nil
            world.clock.advance(by: 60)
            let arguments: [String: JSONValue] = [
                "list_playbooks_quick": [:], "query_playbook_execution_params": ["playbook_id": id],
                "execute_playbook": ["playbook_id": id], Self.status: ["activity_id": activity],
                Self.result: ["activity_id": activity],
            ]
            for tool in tools {
                let name = try #require(tool["name"]?.stringValue)
                let answer = try #require(try await client.tool(name, arguments[name]).structured?.objectValue)
                let schema = try #require(tool["outputSchema"])
                for required in schema["required"]?.arrayValue ?? [] {
                    #expect(answer.names.contains(required.stringValue ?? ""))
                }
                for (member, value) in answer {
                    let kind = schema["properties"]?[member]?["type"]?.stringValue
                    #expect(kind == value.kind, "\(name).\(member)")
                }
                let text = try #require(tool["description"]?.stringValue)
                #expect(text.unicodeScalars.contains { $0.value > 0x4E00 } && text.contains(" "))
                #expect(tool["title"]?.stringValue?.isEmpty == false)
                let isReading = name != "execute_playbook"
                #expect(tool["annotations"]?["readOnlyHint"] == .bool(isReading))
                #expect(tool["annotations"]?["destructiveHint"] == .bool(!isReading))
            }
        }
    }

    @Test("each way that a run ends is told as what it is")
    func endings() async throws {
        let endings: [(PlaybookID, JSONValue, String, Bool)] = [
            (.isolateHost, ["host": "h"], "FAIL", true), (.blockEverywhere, ["src": "a"], "FAIL_PARTLY", true),
            (.disableAccount, ["username": "u"], "WAITING_APPROVE", false),
            (.collectEvidence, [:], "WAITING_VIRTUAL", false),
        ]
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            for (id, parameters, status, isFinal) in endings {
                let started = try await client.tool(
                    "execute_playbook", ["playbook_id": .integer(id.rawValue), "parameters": parameters])
                world.clock.advance(by: 10)
                let activity = try #require(started.structured?["activity_id"])
                let stands = try await client.tool(Self.status, ["activity_id": activity]).structured
                #expect(stands?["status"] == .string(status))
                #expect(stands?["isFinal"] == .bool(isFinal))
                #expect(stands?["message"]?.stringValue?.contains(Self.result) == isFinal)
            }
        }
    }

    @Test("times are in UTC and say so")
    func times() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let started = try await client.tool(
                "execute_playbook", ["playbook_id": .integer(PlaybookID.dailyInspection.rawValue)])
            let activity = try #require(started.structured?["activity_id"])
            let stands = try await client.tool(Self.status, ["activity_id": activity]).structured
            #expect(stands?["queryTime"]?.stringValue == world.clock.now.formatted(.iso8601))
            #expect(stands?["queryTime"]?.stringValue?.hasSuffix("Z") == true)
        }
    }
}
