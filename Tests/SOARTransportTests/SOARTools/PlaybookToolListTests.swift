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

@Suite("The list of playbooks as tools")
struct PlaybookToolListTests {
    static let generic = [
        "list_playbooks_quick", "query_playbook_execution_params", "execute_playbook",
        "query_playbook_execution_status_by_activity_id", "query_playbook_execution_result_by_activity_id",
    ]

    static func tools(_ client: MCPTestClient) async throws -> [JSONValue] {
        var tools: [JSONValue] = []
        var cursor: JSONValue?
        repeat {
            var params = JSONObject()
            params["cursor"] = cursor
            let result = try await client.call("tools/list", params).result
            tools += result?["tools"]?.arrayValue ?? []
            cursor = result?["nextCursor"]
        } while cursor != nil
        return tools
    }

    static func names(_ client: MCPTestClient) async throws -> [String] {
        try await tools(client).compactMap { $0["name"]?.stringValue }
    }

    static func setup(_ playbooks: Playbook...) -> TestServer.Setup {
        var setup = TestServer.Setup()
        setup.playbookTools = true
        setup.platform = ScriptedPlatform(playbooks)
        return setup
    }

    static func playbook(_ id: Int64, _ name: String, _ parameters: [PlaybookParameter]? = []) -> Playbook {
        Playbook(id: PlaybookID(rawValue: id), name: "playbook_x\(id)", displayName: name, parameters: parameters)
    }

    @Test("holds none unless it is asked for")
    func off() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            #expect(try await Self.names(client) == Self.generic)
            #expect(try await client.tool("playbook_block", ["src": "a"]).code == -32602)
        }
    }

    @Test("follows the generic ones, ordered by id, under names that say what they do")
    func names() async throws {
        var setup = TestServer.Setup()
        setup.playbookTools = true
        try await withSimulatedServer(setup) { world in
            let client = try await world.server.client(named: "alice")
            let tools = try await Self.tools(client)
            #expect(
                tools.compactMap { $0["name"]?.stringValue } == Self.generic + [
                    "playbook_block_a_malicious_ip", "playbook_\(PlaybookID.dailyInspection)",
                    "playbook_investigate_a_host", "playbook_\(PlaybookID.isolateHost)",
                    "playbook_block_an_ip_on_all_firewalls", "playbook_disable_a_user_account",
                    "playbook_collect_evidence", "playbook_\(PlaybookID.checkReputation)",
                ])
            #expect(tools.last?["title"] == "查询IP信誉")
            #expect(tools.last?["description"]?.stringValue?.hasPrefix("在威胁情报平台查询IP地址的信誉。") == true)
            #expect(tools.last?["annotations"]?["destructiveHint"] == true)
            for tool in tools { _ = try JSONSchema(try #require(tool["inputSchema"])) }
        }
    }

    @Test("names are sound and unique, and no playbook takes over another one's")
    func collisions() async throws {
        let long = String(repeating: "long ", count: 30)
        let setup = Self.setup(
            Self.playbook(1, "Block IP"), Self.playbook(2, "block  (ip)"), Self.playbook(3, "Block-IP"),
            Self.playbook(4, "5"), Self.playbook(5, "café"), Self.playbook(6, ""), Self.playbook(7, "…!"),
            Self.playbook(8, "block ip 1"), Self.playbook(9, long), Self.playbook(.max, long + "b"),
            Self.playbook(10, "Block【IP】24h"), Self.playbook(11, "\u{212A}elvin"))
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let names = try await Self.names(client).dropFirst(5)
            #expect(Set(names).count == 12)
            for name in names { #expect(name.wholeMatch(of: /playbook_[a-z0-9_.\-]{1,55}/) != nil, "\(name)") }
            #expect(
                Array(names.prefix(8)) == [
                    "playbook_1", "playbook_block_ip_2", "playbook_block-ip", "playbook_4", "playbook_5", "playbook_6",
                    "playbook_7", "playbook_8",
                ])
            #expect(names.contains("playbook_block_ip_24h"))
            #expect(names.contains("playbook_11"))
            #expect(names.last?.hasSuffix("_9223372036854775807") == true)
        }
    }

    @Test("arguments are the playbook's parameters, with types, options, defaults and what is required")
    func schema() async throws {
        var setup = TestServer.Setup()
        setup.playbookTools = true
        try await withSimulatedServer(setup) { world in
            let client = try await world.server.client(named: "alice")
            let tool = try await Self.tools(client).first { $0["name"] == "playbook_investigate_a_host" }
            let schema = try #require(tool?["inputSchema"])
            #expect(schema["required"] == ["host", "severity"])
            #expect(schema["additionalProperties"] == false)
            let properties = try #require(schema["properties"])
            #expect(properties["host"] == ["type": "string", "description": "Host name or IP address"])
            #expect(
                properties["severity"] == [
                    "type": "string", "enum": ["low", "medium", "high"], "description": "How urgent it is",
                ])
            #expect(properties["port"] == ["type": "integer", "default": 443, "description": "Port to look at"])
            #expect(properties["deep"] == ["type": "boolean", "default": false, "description": "是否深度扫描"])
            #expect(properties["threshold"]?["type"] == "number")
            #expect(properties["event_id"]?["default"] == 0)
            #expect(properties["wait_seconds"]?["maximum"] == 90)
        }
    }

    @Test("what can't be typed is taken in 'parameters', and a parameter goes before an argument of ours")
    func open() async throws {
        let many = (0...64).map { PlaybookParameter(name: "p\($0)") }
        var platform = ScriptedPlatform([
            Self.playbook(1, "unknown", nil), Self.playbook(2, "chinese", [PlaybookParameter(name: "地址")]),
            Self.playbook(3, "many", many), Self.playbook(4, "event", [PlaybookParameter(name: "event_id")]),
        ])
        let known = platform.known
        platform.onParameters = { id throws(PlatformError) in
            guard let parameters = known.first(where: { $0.id == id })?.parameters else {
                throw PlatformError(.timedOut, "late")
            }
            return parameters
        }
        var setup = Self.setup()
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let tools = try await Self.tools(client).dropFirst(5).compactMap { $0["inputSchema"]?["properties"] }
            for properties in tools.prefix(3) {
                #expect(properties.objectValue?.names == ["parameters", "event_id", "wait_seconds"])
            }
            #expect(tools.last?.objectValue?.names == ["event_id", "wait_seconds"])
            #expect(tools.last?["event_id"] == ["type": "string"])
            let answer = try await client.tool("playbook_chinese", ["parameters": ["地址": "a"], "event_id": 3])
            #expect(!answer.isToolError, "\(answer.body)")
            #expect(try await client.tool("playbook_chinese", ["parameters": ["x": "a"]]).text?.contains("地址") == true)
            #expect(try await client.tool("playbook_event", ["event_id": "e"]).isToolError == false)
            #expect(platform.log.executions.map(\.parameters) == [["地址": "a"], ["event_id": "e"]])
            #expect(platform.log.executions.map(\.eventID) == [3, 0])
        }
    }

    @Test("shows nobody what they may not run, nor another tenant's playbooks")
    func permission() async throws {
        let other = TenantID(rawValue: "other")
        try await withTestServer(Self.setup(.sample)) { server in
            let reader = try await server.client(named: "reader", scopes: [.playbooksRead, .executionsRead])
            #expect(try await Self.names(reader).contains { $0.hasPrefix("playbook_") } == false)
            let refused = try await reader.tool("playbook_block", ["src": "a"])
            #expect(refused.status == 403)
            let record = try #require(try await server.records().last)
            #expect(record.action == "playbook_block")
            #expect(record.resource == "soar://playbooks/7/execute")
            #expect(record.outcome == .denied)
            let stranger = try await server.client(named: "stranger", tenant: other)
            #expect(try await Self.names(stranger) == Self.generic)
            #expect(try await stranger.tool("playbook_block", ["src": "a"]).code == -32602)
            let platform = try #require(server.setup.platform as? ScriptedPlatform)
            #expect(platform.log.executions.isEmpty)
        }
    }

    @Test("of 500 playbooks is answered from memory, page by page")
    func many() async throws {
        var setup = Self.setup()
        setup.platform = ScriptedPlatform(
            (1...500).map { number in
                Self.playbook(Int64(number), "Play \(number)", [PlaybookParameter(name: "src", isRequired: true)])
            })
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let names = try await Self.names(client)
            #expect(names.count == 505)
            #expect(Set(names).count == 505)
            let platform = try #require(server.setup.platform as? ScriptedPlatform)
            let asked = platform.log.lookUps.count
            #expect(try await Self.names(client) == names)
            #expect(platform.log.lookUps.count == asked)
        }
    }
}
