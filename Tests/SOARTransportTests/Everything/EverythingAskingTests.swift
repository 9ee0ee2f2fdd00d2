//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What the everything server asks its client, in every revision (MCP client; 2026-07-28, patterns, "Multi Round-Trip
/// Requests").
@Suite("Everything: asking")
struct EverythingAskingTests {
    @Test("the client's model", arguments: EverythingMode.reachable)
    func sampling(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let asked = try await talk.askingTool("test_sampling", ["prompt": "What is it?"])
            #expect(asked.methods == ["sampling/createMessage"])
            let expected: JSONValue = [
                "messages": [["role": "user", "content": ["type": "text", "text": "What is it?"]]], "maxTokens": 100,
            ]
            #expect(asked.questions.first?.params == expected)
            #expect(asked.text == "LLM response: Paris")
        }
    }

    @Test("the user, who may say yes, no or nothing", arguments: EverythingMode.since(.v2025_06_18))
    func elicitation(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            for (answer, words): (JSONValue, String) in [
                (
                    ["action": "accept", "content": ["username": "ada", "email": "a@b.c"]],
                    #"action=accept, content={"username":"ada","email":"a@b.c"}"#
                ),
                (["action": "decline"], "action=decline, content={}"),
                (["action": "cancel"], "action=cancel, content={}"),
            ] {
                let asked = try await talk.askingTool(
                    "test_elicitation", ["message": "Who are you?"], answers: ["elicitation/create": answer])
                #expect(asked.methods == ["elicitation/create"])
                #expect(asked.questions.first?.params?["message"] == "Who are you?")
                #expect(asked.questions.first?.params?["requestedSchema"]?["required"] == ["username", "email"])
                #expect(asked.text == "User response: \(words)")
            }
        }
    }

    @Test("2025-03-26 has no forms, and the tool says so")
    func noElicitation() async throws {
        try await withEverything(EverythingMode(revision: .v2025_03_26, hasSession: true)) { talk in
            let asked = try await talk.askingTool("test_elicitation", ["message": "Who are you?"])
            #expect(asked.methods == [])
            #expect(asked.result?["isError"] == true)
            #expect(asked.text?.contains("elicitation") == true)
        }
    }

    @Test("a form with a default for every type", arguments: EverythingMode.since(.v2025_11_25))
    func defaults(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let asked = try await talk.askingTool("test_elicitation_sep1034_defaults")
            let fields = asked.questions.first?.params?["requestedSchema"]?["properties"]
            let defaults = ["name", "age", "score", "status", "verified"].map { fields?[$0]?["default"] }
            #expect(defaults == ["John Doe", 30, 95.5, "active", true])
            #expect(asked.text?.hasPrefix("Elicitation completed: action=accept, content={") == true)
        }
    }

    @Test("a form with every kind of choice", arguments: EverythingMode.since(.v2025_11_25))
    func choices(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let asked = try await talk.askingTool("test_elicitation_sep1330_enums")
            let fields = asked.questions.first?.params?["requestedSchema"]?["properties"]?.objectValue
            #expect(
                fields?.names == ["untitledSingle", "titledSingle", "legacyEnum", "untitledMulti", "titledMulti"])
            #expect(fields?["legacyEnum"]?["enumNames"]?.arrayValue?.count == 3)
            #expect(asked.text?.hasPrefix("Elicitation completed: action=accept, content={") == true)
        }
    }

    @Test("2025-06-18 has no such forms, and is not sent one")
    func noChoices() async throws {
        try await withEverything(EverythingMode(revision: .v2025_06_18, hasSession: true)) { talk in
            for tool in ["test_elicitation_sep1034_defaults", "test_elicitation_sep1330_enums"] {
                let asked = try await talk.askingTool(tool)
                #expect(asked.methods == [])
                #expect(asked.text?.contains("2025-11-25") == true)
            }
        }
    }

    @Test("a client that can't is told what it lacks", arguments: EverythingMode.reachable)
    func missingCapability(_ mode: EverythingMode) async throws {
        try await withEverything(mode, capabilities: [:]) { talk in
            let answer = try await talk.tool("test_missing_capability")
            if mode.revision.isStateless {
                #expect(answer.status == 400)
                #expect(answer.code == -32021)
                #expect(answer.json?["error"]?["data"]?["requiredCapabilities"] == ["sampling": [:]])
            } else {
                #expect(answer.isToolError)
                #expect(answer.text?.contains("sampling") == true)
            }
        }
    }

    @Test("without a session nothing can be asked before 2026-07-28", arguments: ProtocolRevision.withHandshake)
    func noSession(_ revision: ProtocolRevision) async throws {
        try await withEverything(EverythingMode(revision: revision, hasSession: false)) { talk in
            for tool in ["test_missing_capability", "test_streaming_elicitation"] {
                let answer = try await talk.tool(tool)
                #expect(answer.isToolError)
                #expect(answer.text?.contains("session") == true)
            }
        }
    }

    @Test("progress and questions go together", arguments: EverythingMode.since(.v2025_06_18))
    func streaming(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let asked = try await talk.askingTool("test_streaming_elicitation", meta: ["progressToken": "p"])
            #expect(asked.methods == ["elicitation/create"])
            // A call that is made again begins again.
            let expected: [JSONValue] = mode.revision.isStateless ? [1, 1, 2] : [1, 2]
            #expect(asked.notifications.map { $0.params?["progress"] } == expected)
            #expect(asked.text?.hasPrefix("Elicitation completed: action=accept") == true)
        }
    }

    @Test("a prompt, too, may ask first", arguments: EverythingMode.since(.v2025_06_18))
    func prompt(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let asked = try await talk.asking(
                "prompts/get", ["name": "test_input_required_result_prompt"],
                answers: ["elicitation/create": ["action": "accept", "content": ["context": "a test"]]])
            #expect(asked.methods == ["elicitation/create"])
            let message: JSONValue = [
                "role": "user", "content": ["type": "text", "text": "Use this context: a test"],
            ]
            #expect(asked.result?["messages"] == [message])
        }
    }
}
