//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

/// The same over the wire, by both ways to start a playbook.
@Suite("What a token may not start it can't start by writing it otherwise", .timeLimit(.minutes(2)))
struct ParameterSpellingCallTests {
    private static let playbook = Playbook(
        id: PlaybookID(rawValue: 7), name: "playbook_7", displayName: "Block",
        parameters: [
            PlaybookParameter(name: "tags", type: "JSONARRAY"), PlaybookParameter(name: "port", type: "INTEGER"),
            PlaybookParameter(name: "weight", type: "DOUBLE"), PlaybookParameter(name: "deep", type: "BOOLEAN"),
            PlaybookParameter(name: "host"), PlaybookParameter(name: "src", type: "JSON"),
        ])

    private static let restrictions: JSONValue = [
        "parameters": [
            ["effect": "deny", "parameter": "tags", "values": ["prod"]],
            ["effect": "deny", "parameter": "port", "values": ["22"]],
            ["effect": "deny", "parameter": "weight", "values": ["1.5"]],
            ["effect": "deny", "parameter": "deep", "values": ["true"]],
            ["effect": "deny", "parameter": "host", "pattern": ".*dc.*"],
            ["effect": "deny", "parameter": "src", "networks": ["10.0.0.0/8"]],
        ]
    ]

    private static let forbidden: [(String, [JSONValue])] = [
        (
            "tags",
            [["prod"], "prod", #"["prod"]"#, #"["\u0070rod"]"#, "[\"dev\", \"PROD\"]", ["[\"prod\"]"], "['prod']"]
        ),
        ("port", [22, 22.0, "22", "022", "+22"]), ("weight", [1.5, "1.5", "1.50", "15e-1"]),
        ("deep", [true, "true", "TRUE"]), ("host", ["dc01", "DC01", "x\ndc01", #"["dc01"]"#]),
        ("src", ["10.0.0.1", ["10.0.0.1"], #"["10.0.0.1"]"#, [], "[]", ["ip": "10.0.0.1"], "2001:0:a00:1::"]),
    ]

    private static let permitted: JSONObject = [
        "tags": ["dev"], "port": 23, "weight": 2.5, "deep": false, "host": "web01", "src": ["192.0.2.1"],
    ]

    @Test("neither with execute_playbook nor with the playbook's own tool; what is permitted starts by both")
    func bothWays() async throws {
        let platform = ScriptedPlatform([Self.playbook])
        var setup = TestServer.Setup()
        setup.platform = platform
        setup.playbookTools = true
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "narrow", restrictions: Self.restrictions)
            func calls(_ values: JSONObject) -> [(String, JSONValue)] {
                [
                    ("execute_playbook", ["playbook_id": 7, "parameters": .object(values)]),
                    ("playbook_block", .object(values)),
                ]
            }
            for (name, values) in Self.forbidden {
                for value in values {
                    for (tool, arguments) in calls([name: value]) {
                        let answer = try await client.tool(tool, arguments)
                        // The tool's schema refuses some before the rule does.
                        #expect(answer.isToolError || answer.code == -32602, "\(tool) \(name) \(value)")
                    }
                    let records = try await server.records().filter { $0.action == "execute_playbook" }
                    #expect(records.last?.outcome == .denied, "\(name) \(value)")
                    #expect(records.last?.error?.hasPrefix("token: deny \(name)") == true, "\(name) \(value)")
                }
            }
            #expect(platform.log.executions.isEmpty)
            for (tool, arguments) in calls(Self.permitted) {
                let answer = try await client.tool(tool, arguments)
                #expect(answer.isToolError == false, "\(tool): \(answer.text ?? "")")
            }
            #expect(platform.log.executions.count == 2)
        }
    }
}
