//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What the tools of the everything server answer, in every revision (MCP server, "Tools").
@Suite("Everything: content")
struct EverythingContentTests {
    /// The first content block of a tool's answer.
    private static func content(_ talk: EverythingTalk, _ tool: String) async throws -> JSONValue {
        let answer = try await talk.tool(tool)
        #expect(answer.status == 200)
        #expect(answer.result?["isError"] == false)
        return try #require(answer.result?["content"]?[0])
    }

    @Test("every tool of the fixture is listed, with a description", arguments: EverythingMode.all)
    func list(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let tools = try #require(try await talk.call("tools/list").result?["tools"]?.arrayValue)
            let names = tools.compactMap { $0["name"]?.stringValue }
            let fixture = [
                "test_simple_text", "test_image_content", "test_audio_content", "test_embedded_resource",
                "test_multiple_content_types", "test_error_handling", "test_tool_with_progress",
                "test_tool_with_logging", "test_sampling", "test_elicitation", "test_elicitation_sep1034_defaults",
                "test_elicitation_sep1330_enums", "json_schema_2020_12_tool", "test_reconnection",
                "test_missing_capability", "test_streaming_elicitation", "test_logging_tool",
                "test_trigger_tool_change", "test_trigger_prompt_change",
            ]
            let rounds = [
                "elicitation", "sampling", "list_roots", "request_state", "multiple_inputs", "multi_round",
                "tampered_state", "capabilities",
            ]
            let missing = (fixture + rounds.map { "test_input_required_result_\($0)" }).filter { !names.contains($0) }
            #expect(missing == [])
            #expect(tools.allSatisfy { $0["description"]?.stringValue?.isEmpty == false })
        }
    }

    @Test("a tool that takes nothing is called without arguments", arguments: EverythingMode.all)
    func text(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let answer = try await talk.call("tools/call", ["name": "test_simple_text"])
            let expected: JSONValue = [
                ["type": "text", "text": "This is a simple text response for testing."]
            ]
            #expect(answer.result?["content"] == expected)
        }
    }

    @Test("a picture", arguments: EverythingMode.all)
    func image(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let content = try await Self.content(talk, "test_image_content")
            #expect(content["type"] == "image")
            #expect(content["mimeType"] == "image/png")
            #expect(content["data"]?.stringValue?.hasPrefix("iVBORw0KGgo") == true)
        }
    }

    @Test("a recording", arguments: EverythingMode.all)
    func audio(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let content = try await Self.content(talk, "test_audio_content")
            #expect(content["type"] == "audio")
            #expect(content["mimeType"] == "audio/wav")
            #expect(content["data"]?.stringValue?.hasPrefix("UklGR") == true)
        }
    }

    @Test("a resource's text", arguments: EverythingMode.all)
    func embedded(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let expected: JSONValue = [
                "type": "resource",
                "resource": [
                    "uri": "test://embedded-resource", "mimeType": "text/plain",
                    "text": "This is an embedded resource content.",
                ],
            ]
            let content = try await Self.content(talk, "test_embedded_resource")
            #expect(content == expected)
        }
    }

    @Test("several kinds at once, in order", arguments: EverythingMode.all)
    func several(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let content = try await talk.tool("test_multiple_content_types").result?["content"]?.arrayValue
            #expect(content?.compactMap { $0["type"]?.stringValue } == ["text", "image", "resource"])
            #expect(content?.last?["resource"]?["text"] == #"{"test":"data","value":123}"#)
        }
    }

    @Test("a failure is a result", arguments: EverythingMode.all)
    func failure(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let answer = try await talk.tool("test_error_handling")
            #expect(answer.status == 200)
            #expect(answer.isToolError)
            #expect(answer.text == "This tool intentionally returns an error for testing")
        }
    }

    @Test("a value for programs, where the revision has one", arguments: EverythingMode.all)
    func structured(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let answer = try await talk.tool("test_structured_content")
            let expected: JSONValue = ["temperature": 21.5, "conditions": "clear"]
            #expect(answer.textJSON == expected)
            if mode.revision >= .v2025_06_18 {
                #expect(answer.structured == expected)
            } else {
                #expect(answer.structured == nil)
            }
        }
    }

    @Test("a link to a resource, or its address as text", arguments: EverythingMode.all)
    func link(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let content = try await Self.content(talk, "test_resource_link")
            #expect(content["type"] == (mode.revision >= .v2025_06_18 ? "resource_link" : "text"))
            #expect(content["annotations"] == ["audience": ["user"], "priority": 0.5])
            let place = content["uri"]?.stringValue ?? content["text"]?.stringValue
            #expect(place?.contains("test://static-text") == true)
        }
    }

    @Test("a schema of many keywords is listed as it is, and held to", arguments: EverythingMode.all)
    func schema(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let tools = try await talk.call("tools/list").result?["tools"]?.arrayValue ?? []
            let schema = try #require(tools.first { $0["name"] == "json_schema_2020_12_tool" }?["inputSchema"])
            let keywords = [
                "$schema", "type", "$defs", "properties", "allOf", "if", "then", "else", "additionalProperties",
            ]
            #expect(schema.objectValue?.names == keywords)
            #expect(schema["$defs"]?["address"]?["$anchor"] == "addressDef")
            #expect(schema["allOf"]?[0]?["anyOf"] == [["required": ["phone"]], ["required": ["email"]]])
            let sound: JSONObject = ["name": "Ada", "contactMethod": "phone", "phone": "1", "address": ["city": "X"]]
            #expect(try await talk.tool("json_schema_2020_12_tool", sound).isToolError == false)
            let unsound: [JSONObject] = [
                [:], ["contactMethod": "phone", "email": "a@b"], ["email": "a@b", "address": "X"],
                ["email": "a@b", "other": 1],
            ]
            for arguments in unsound {
                #expect(try await talk.tool("json_schema_2020_12_tool", arguments).isToolError, "\(arguments)")
            }
        }
    }

    @Test("arguments that gateways read must be the same in the headers, from 2026-07-28 on")
    func headers() async throws {
        try await withEverything(.stateless) { talk in
            func send(_ arguments: JSONValue, _ headers: [(String, String)]) async throws -> TestAnswer {
                var request = talk.request("tools/call", ["name": "test_header_parameter", "arguments": arguments])
                for (name, value) in headers { request = request.adding("Mcp-Param-\(name)", value) }
                return try await talk.client.send(request)
            }
            let both: JSONValue = ["region": "eu-west", "priority": 3]
            let sound = try await send(both, [("Region", "eu-west"), ("Priority", "3")])
            #expect(sound.text == "region=eu-west, priority=3")
            let encoded = try await send(["region": "Zürich"], [("Region", "=?base64?WsO8cmljaA==?=")])
            #expect(encoded.text == "region=Zürich, priority=0")
            let unsound: [[(String, String)]] = [
                [], [("Region", "eu-east"), ("Priority", "3")], [("Region", "eu-west")],
                [("Region", "eu-west"), ("Priority", "4")], [("Region", "=?base64?!?="), ("Priority", "3")],
            ]
            for headers in unsound {
                let answer = try await send(both, headers)
                #expect(answer.status == 400)
                #expect(answer.code == -32020)
            }
        }
    }

    @Test("before that the headers say nothing", arguments: EverythingMode.all.filter { !$0.revision.isStateless })
    func noHeaders(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let answer = try await talk.tool("test_header_parameter", ["region": "eu-west"])
            #expect(answer.text == "region=eu-west, priority=0")
        }
    }
}
