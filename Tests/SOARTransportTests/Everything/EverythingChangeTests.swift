//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What the everything server announces, and that it tells of changes (MCP server; 2026-07-28, patterns,
/// "Subscriptions").
@Suite("Everything: changes")
struct EverythingChangeTests {
    /// A list that changes: what to listen for, what changes it, and where to look.
    struct List: Hashable, Sendable, CustomTestStringConvertible {
        var kind: String
        var trigger: String
        var key: String
        var added: JSONValue

        var testDescription: String { kind }

        static let all = [
            List(kind: "tools", trigger: "test_trigger_tool_change", key: "name", added: "test_dynamic_tool"),
            List(kind: "prompts", trigger: "test_trigger_prompt_change", key: "name", added: "test_dynamic_prompt"),
            List(
                kind: "resources", trigger: "test_trigger_resource_change", key: "uri",
                added: "test://dynamic-resource"),
        ]
    }

    @Test("whoever listens is told that a list changed", arguments: EverythingMode.reachable, List.all)
    func changes(_ mode: EverythingMode, _ list: List) async throws {
        try await withEverything(mode) { talk in
            let stream = try await talk.listen(["\(list.kind)ListChanged": true])
            _ = try await stream.readHead()
            for isThere in [true, false] {
                #expect(try await talk.tool(list.trigger).isToolError == false)
                let event = try #require(try await stream.nextEvent())
                #expect(event.method == "notifications/\(list.kind)/list_changed")
                if mode.revision.isStateless {
                    #expect(event.params?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "listen")
                }
                let entries = try await talk.call("\(list.kind)/list").result?[list.kind]?.arrayValue
                #expect(entries?.contains { $0[list.key] == list.added } == isThere)
            }
        }
    }

    @Test("from 2026-07-28 on nobody is told what he didn't ask for")
    func filtered() async throws {
        try await withEverything(.stateless) { talk in
            let stream = try await talk.listen(["promptsListChanged": true])
            _ = try await talk.tool("test_trigger_tool_change")
            _ = try await talk.tool("test_trigger_resource_update")
            _ = try await talk.tool("test_trigger_prompt_change")
            let event = try #require(try await stream.nextEvent())
            #expect(event.method == "notifications/prompts/list_changed")
            #expect(try await stream.isQuiet(for: .milliseconds(200)))
        }
    }

    @Test("what is announced is what can be had", arguments: EverythingMode.all)
    func capabilities(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let agreed: JSONValue?
            if let session = talk.session {
                agreed = session.agreed
            } else if mode.revision.isStateless {
                agreed = try await talk.call("server/discover").result
            } else {
                let params: JSONObject = [
                    "protocolVersion": .string(mode.revision.rawValue), "capabilities": [:],
                    "clientInfo": ["name": "test", "version": "1"],
                ]
                agreed = try await talk.call("initialize", params).result
            }
            let tells = mode.revision.isStateless || mode.hasSession
            let changing: JSONValue = tells ? ["listChanged": true] : [:]
            let expected: JSONValue = [
                "tools": changing, "prompts": changing, "logging": [:], "completions": [:],
                "resources": tells ? ["subscribe": true, "listChanged": true] : [:],
            ]
            #expect(agreed?["capabilities"] == expected)
            #expect(agreed?["instructions"]?.stringValue?.isEmpty == false)
        }
    }
}
