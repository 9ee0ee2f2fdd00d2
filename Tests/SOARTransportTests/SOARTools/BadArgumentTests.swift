//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Every bad argument is a tool's answer that names it and says what is accepted (decision 3, "Bad input").
@Suite("Bad arguments")
struct BadArgumentTests {
    /// A call, and the words that its refusal must hold.
    struct Case: Sendable, CustomTestStringConvertible {
        var tool: String
        var arguments: JSONValue
        var words: [String]
        var testDescription: String { "\(tool) \(arguments.text().prefix(80))" }

        init(_ tool: String, _ arguments: JSONValue, _ words: String...) {
            self.tool = tool
            self.arguments = arguments
            self.words = words
        }
    }

    private static let status = "query_playbook_execution_status_by_activity_id"
    private static let result = "query_playbook_execution_result_by_activity_id"
    private static let host = JSONValue.integer(PlaybookID.investigateHost.rawValue)

    private static let list: [Case] =
        [0, -1, 1001, "5", "", 1.5, true, [], [:], 9_223_372_036_854_775_807, 1e30].map {
            Case("list_playbooks_quick", ["limit": $0], "limit", "1", "1000")
        } + [5, true, ["a"], [:]].map { Case("list_playbooks_quick", ["category": $0], "category", "string") } + [
            Case(
                "list_playbooks_quick", ["category": .string(String(repeating: "a", count: 5000))], "category", "4096"),
            Case("list_playbooks_quick", ["Limit": 5], "Limit", "category", "limit"),
            Case("list_playbooks_quick", ["limit": 5, "offset": 0], "offset", "category", "limit"),
            Case("list_playbooks_quick", ["": 1], "category", "limit"),
        ]

    private static let badIDs: [JSONValue] = [
        1.5, 7.0, true, nil, "", " ", "007", "+7", "7 ", " 7", "7.0", "1e3", "0x7", "abc", "７", [], [7], [:], 1e30,
        "9223372036854775808", "99999999999999999999999999", "-0", "1_000", "7\u{0}",
    ]

    private static let ids: [Case] =
        badIDs.flatMap { id in
            ["query_playbook_execution_params", "execute_playbook"].map { tool in
                var bad = Case(tool, ["playbook_id": id], "playbook_id", "integer", "string")
                if id.stringValue != nil { bad.words.append("digits") }
                return bad
            }
        } + [
            Case("query_playbook_execution_params", [:], "playbook_id", "missing"),
            Case("execute_playbook", [:], "playbook_id", "missing"),
            Case("query_playbook_execution_params", ["playbookId": 7], "playbookId", "playbook_id"),
            Case("execute_playbook", ["playbook_id": 7, "params": [:]], "params", "parameters"),
        ]

    private static let parameters: [Case] =
        [
            Case("execute_playbook", ["playbook_id": host, "parameters": []], "parameters", "object"),
            Case("execute_playbook", ["playbook_id": host, "parameters": "{}"], "parameters", "object"),
            Case("execute_playbook", ["playbook_id": host, "parameters": 5], "parameters", "object"),
            Case("execute_playbook", ["playbook_id": host], "host", "missing"),
            Case("execute_playbook", ["playbook_id": host, "parameters": [:]], "host", "missing"),
            Case(
                "execute_playbook", ["playbook_id": host, "parameters": ["host": nil, "severity": "low"]], "host",
                "missing"),
            Case(
                "execute_playbook", ["playbook_id": host, "parameters": ["host": "", "severity": "low"]], "host",
                "missing"),
            Case(
                "execute_playbook", ["playbook_id": host, "parameters": ["host": "h"]], "severity", "low", "medium",
                "high"),
        ]
        + ([
            ("severity", "urgent", ["low", "medium", "high"]), ("severity", "LOW", ["low"]), ("severity", 3, ["low"]),
            ("severity", ["low"], ["low"]), ("severity", true, ["low"]), ("port", "abc", ["integer"]),
            ("port", 1.5, ["integer"]), ("port", 443.0, ["integer"]), ("port", true, ["integer"]),
            ("port", [443], ["integer"]),
            ("port", "99999999999999999999", ["integer"]), ("deep", "yes", ["true", "false"]),
            ("deep", 1, ["true", "false"]),
            ("threshold", "high", ["number"]), ("threshold", "nan", ["number"]), ("threshold", "infinity", ["number"]),
            ("threshold", "0x10", ["number"]), ("threshold", true, ["number"]), ("Host", "h", ["host", "severity"]),
            ("hos\u{2028}t", "h", ["host"]), ("__proto__", "h", ["host"]),
        ] as [(String, JSONValue, [String])]).map { name, value, words in
            var values: JSONObject = ["host": "h", "severity": "low"]
            values[name] = value
            var bad = Case("execute_playbook", ["playbook_id": host, "parameters": .object(values)])
            bad.words = words + (name.contains("\u{2028}") ? [] : [name])
            return bad
        }

    private static let events: [Case] = [-1, 1.5, "0", true, [], 1e30].map {
        Case("execute_playbook", ["playbook_id": host, "event_id": $0], "event_id", "integer", "0")
    }

    private static let activities: [Case] = [status, result].flatMap { tool in
        [nil, "", " ", "\t\n", "\u{3000}"].map { Case(tool, ["activity_id": $0], "activity_id", "execute_playbook") }
            + [
                "../../../../../api/users", "abc&eventId=9", "abc?x", "a/b", "a%2fb", "a b", "a\u{0}b", "a\r\nb", "é",
                ".",
                "..", "a.b", "a_b", "１", .string(String(repeating: "a", count: 65)),
            ].map { Case(tool, ["activity_id": $0], "activity_id", "letters") } + [
                Case(tool, [:], "activity_id"), Case(tool, ["activity_id": 5], "activity_id", "string"),
                Case(tool, ["activity_id": true], "activity_id", "string"),
                Case(tool, ["activity_id": ["a"]], "activity_id"),
                Case(tool, ["activityId": "abc"], "activityId", "activity_id"),
            ]
    }

    private static let all = list + ids + parameters + events + activities

    @Test("each is named with what is accepted, and the platform hears nothing of it")
    func refused() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let before = world.simulator.calls.total
            for bad in Self.all {
                let answer = try await client.tool(bad.tool, bad.arguments)
                #expect(answer.status == 200, "\(bad.testDescription)")
                #expect(answer.isToolError, "\(bad.testDescription)")
                let text = answer.text ?? ""
                for word in bad.words {
                    #expect(text.contains(word), "\(bad.testDescription): '\(word)' is not in '\(text)'")
                }
                #expect(text.count < 1000)
                #expect(!text.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\0" })
                #expect(answer.structured == nil)
            }
            #expect(world.simulator.calls.total == before)
            let records = try await world.server.records().filter { $0.phase == .outcome }
            #expect(records.count == Self.all.count)
            #expect(records.allSatisfy { $0.outcome == .failure && $0.error?.isEmpty == false })
        }
    }

    @Test("a blank activity id comes with the hint where to take one from, in the form that clients know")
    func blankActivity() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            for tool in [Self.status, Self.result] {
                let value = try await client.tool(tool, ["activity_id": "  "]).textJSON
                #expect(value?["success"] == false)
                #expect(value?["error"]?.stringValue?.isEmpty == false)
                #expect(value?["help"]?.stringValue?.contains("activity_id") == true)
            }
        }
    }

    @Test("what is good at the edge is taken")
    func accepted() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            for limit: JSONValue in [1, 1000, nil, 5] {
                let answer = try await client.tool("list_playbooks_quick", ["limit": limit])
                #expect(!answer.isToolError)
                #expect(answer.structured?["total"] == (limit.integerValue.map { .integer(min($0, 8)) } ?? 8))
            }
            let none = try await client.tool("list_playbooks_quick", ["category": "commonevent"]).structured
            #expect(none?["total"] == 0)
            let all = try await client.tool("list_playbooks_quick", ["category": "COMMONEVENT", "limit": 3]).structured
            #expect(all?["playbooks"]?.arrayValue?.count == 3)
            let digits = JSONValue.string(String(PlaybookID.checkReputation.rawValue))
            let taken = try await client.tool("query_playbook_execution_params", ["playbook_id": digits]).structured
            #expect(taken?["playbookId"] == .integer(PlaybookID.checkReputation.rawValue))
            for parameters: JSONValue in [nil, [:]] {
                let arguments: JSONValue = [
                    "playbook_id": .integer(PlaybookID.dailyInspection.rawValue), "parameters": parameters,
                    "event_id": 9_223_372_036_854_775_807,
                ]
                #expect(try await client.tool("execute_playbook", arguments).isToolError == false)
            }
        }
    }
}
