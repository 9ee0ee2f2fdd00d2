//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The tools of the everything server that need the client's input: rounds from 2026-07-28 on, requests before (MCP
/// 2026-07-28, patterns, "Multi Round-Trip Requests").
@Suite("Everything: input required")
struct EverythingRoundTests {
    private static let prefix = "test_input_required_result_"

    /// Each tool, what it asks in order, and what it says in the end.
    static let tools: [(name: String, methods: [String], names: [String], text: String)] = [
        ("elicitation", ["elicitation/create"], ["user_name"], "Hello, Ada!"),
        ("sampling", ["sampling/createMessage"], ["capital_question"], "Paris"),
        ("list_roots", ["roots/list"], ["client_roots"], "Client roots: file:///home/ada"),
        (
            "multiple_inputs", ["roots/list", "sampling/createMessage", "elicitation/create"],
            ["client_roots", "greeting", "user_name"], "Paris Ada, roots: 1"
        ),
        ("multi_round", ["elicitation/create", "elicitation/create"], ["step1", "step2"], "Ada likes blue."),
        (
            "capabilities", ["roots/list", "sampling/createMessage", "elicitation/create"],
            ["client_roots", "greeting", "user_name"], "Answered: client_roots, greeting, user_name"
        ),
    ]

    @Test(
        "it asks, and answers when it was answered", arguments: EverythingMode.since(.v2025_06_18),
        EverythingRoundTests.tools.map(\.name))
    func tool(_ mode: EverythingMode, _ name: String) async throws {
        let tool = try #require(Self.tools.first { $0.name == name })
        try await withEverything(mode) { talk in
            let asked = try await talk.askingTool(Self.prefix + name)
            #expect(asked.methods == tool.methods)
            if mode.revision.isStateless { #expect(asked.questions.map(\.name) == tool.names) }
            #expect(asked.text == tool.text)
            #expect(asked.result?["isError"] == false)
        }
    }

    @Test("what is kept is there after the answers", arguments: EverythingMode.since(.v2025_06_18))
    func requestState(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let asked = try await talk.askingTool(Self.prefix + "request_state")
            #expect(asked.methods == ["elicitation/create"])
            #expect(asked.text?.hasPrefix("state-ok") == true)
        }
    }

    @Test("a state that was changed on the way is refused")
    func tampered() async throws {
        try await withEverything(.stateless) { talk in
            let call: JSONObject = ["name": .string(Self.prefix + "tampered_state"), "arguments": [:]]
            let first = try await talk.call("tools/call", call)
            let state = try #require(first.result?["requestState"]?.stringValue)
            let responses: JSONObject = ["confirm": ["action": "accept", "content": ["ok": true]]]
            let again = call.merging(["inputResponses": .object(responses)])
            let tampered = try await talk.call(
                "tools/call", again.merging(["requestState": .string(state + "-TAMPERED")]))
            #expect(tampered.code == -32602)
            let sound = try await talk.call("tools/call", again.merging(["requestState": .string(state)]))
            #expect(sound.text == #"Confirmed: action=accept, content={"ok":true}"#)
        }
    }

    @Test("only what the client declares is asked")
    func capabilities() async throws {
        try await withEverything(.stateless, capabilities: ["sampling": [:]]) { talk in
            let asked = try await talk.askingTool(Self.prefix + "capabilities")
            #expect(asked.methods == ["sampling/createMessage"])
            #expect(asked.text == "Answered: greeting")
        }
    }

    @Test("answers may come with the first call; strange ones are passed over, and missing ones asked for")
    func beforehand() async throws {
        try await withEverything(.stateless) { talk in
            func send(_ responses: JSONValue) async throws -> TestAnswer {
                let params: JSONObject = [
                    "name": .string(Self.prefix + "elicitation"), "arguments": [:], "inputResponses": responses,
                ]
                return try await talk.call("tools/call", params)
            }
            let name: JSONValue = ["action": "accept", "content": ["name": "Ada"]]
            let early = try await send(["user_name": name, "other": name])
            #expect(early.text == "Hello, Ada!")
            #expect(try await send(["other": name]).result?["inputRequests"]?["user_name"] != nil)
            #expect(try await send(["user_name": 12345]).code == -32602)
        }
    }
}
