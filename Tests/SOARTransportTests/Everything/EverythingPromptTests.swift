//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The prompts of the everything server, and completion, in every revision (MCP server, "Prompts"; utilities,
/// "Completion").
@Suite("Everything: prompts")
struct EverythingPromptTests {
    private static func messages(
        _ talk: EverythingTalk, _ name: String, _ arguments: JSONObject = [:]
    ) async throws -> [JSONValue] {
        let params: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
        return try #require(try await talk.call("prompts/get", params).result?["messages"]?.arrayValue)
    }

    private static func user(_ text: String) -> JSONValue {
        ["role": "user", "content": ["type": "text", "text": .string(text)]]
    }

    @Test("they are listed, with a description and their arguments", arguments: EverythingMode.all)
    func list(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let prompts = try #require(try await talk.call("prompts/list").result?["prompts"]?.arrayValue)
            #expect(
                prompts.compactMap { $0["name"]?.stringValue } == [
                    "test_simple_prompt", "test_prompt_with_arguments", "test_prompt_with_embedded_resource",
                    "test_prompt_with_image", "test_input_required_result_prompt",
                ])
            #expect(prompts.allSatisfy { $0["description"]?.stringValue?.isEmpty == false })
            let arguments = prompts[1]["arguments"]?.arrayValue
            #expect(arguments?.map { $0["name"] } == ["arg1", "arg2"])
            #expect(arguments?.allSatisfy { $0["required"] == true } == true)
        }
    }

    @Test("one without arguments", arguments: EverythingMode.all)
    func simple(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let answer = try await talk.call("prompts/get", ["name": "test_simple_prompt"])
            #expect(answer.result?["messages"] == [Self.user("This is a simple prompt for testing.")])
        }
    }

    @Test("one with arguments, all of which must be there", arguments: EverythingMode.all)
    func arguments(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let name = "test_prompt_with_arguments"
            let messages = try await Self.messages(talk, name, ["arg1": "hello", "arg2": "world"])
            #expect(messages == [Self.user("Prompt with arguments: arg1='hello', arg2='world'")])
            let partial = try await talk.call("prompts/get", ["name": .string(name), "arguments": ["arg1": "hello"]])
            #expect(partial.code == -32602)
            #expect(partial.message?.contains("arg2") == true)
            #expect(try await talk.call("prompts/get", ["name": "none"]).code == -32602)
        }
    }

    @Test("one with a resource in it", arguments: EverythingMode.all)
    func embedded(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let messages = try await Self.messages(
                talk, "test_prompt_with_embedded_resource", ["resourceUri": "test://example-resource"])
            let resource: JSONValue = [
                "uri": "test://example-resource", "mimeType": "text/plain",
                "text": "Embedded resource content for testing.",
            ]
            #expect(messages.first?["content"] == ["type": "resource", "resource": resource])
            #expect(messages.last == Self.user("Please process the embedded resource above."))
        }
    }

    @Test("one with a picture in it", arguments: EverythingMode.all)
    func image(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let messages = try await Self.messages(talk, "test_prompt_with_image")
            #expect(messages.first?["content"]?["type"] == "image")
            #expect(messages.first?["content"]?["mimeType"] == "image/png")
            #expect(messages.last == Self.user("Please analyze the image above."))
        }
    }

    @Test(
        "values are suggested for an argument of a prompt, and for a variable of a URI", arguments: EverythingMode.all)
    func completion(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            func values(_ ref: JSONValue, _ name: String, _ typed: String) async throws -> JSONValue? {
                let argument: JSONObject = ["name": .string(name), "value": .string(typed)]
                let params: JSONObject = ["ref": ref, "argument": .object(argument)]
                return try await talk.call("completion/complete", params).result?["completion"]?["values"]
            }
            let prompt: JSONValue = ["type": "ref/prompt", "name": "test_prompt_with_arguments"]
            let some = try await values(prompt, "arg1", "test")
            #expect(some == ["test", "testing", "tested"])
            #expect(try await values(prompt, "arg1", "") == ["test", "testing", "tested", "hello"])
            #expect(try await values(prompt, "arg2", "x") == [])
            let template: JSONValue = ["type": "ref/resource", "uri": "test://template/{id}/data"]
            #expect(try await values(template, "id", "12") == ["12", "123"])
        }
    }
}
