//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// A handler asks the same way on every transport.
@Suite("Asking a client on standard input")
struct StdioAskingTests {
    private static let capabilities: JSONValue = ["elicitation": [:], "sampling": [:], "roots": [:]]

    private func setup() throws -> StdioSetup {
        try StdioSetup {
            Tool("asks", description: "Asks.", annotations: .readOnly) { _, context in
                let answer = try await context.elicit("Really?", schema: ["type": "object", "properties": [:]])
                return .text("\(answer)")
            }
            Tool("samples", description: "Samples.", annotations: .readOnly) { _, context in
                let answer = try await context.sample([PromptMessage(.user, .text("hi"))], maximumTokens: 10)
                return .text(answer.text ?? "nothing")
            }
            Tool("rooted", description: "Asks for roots.", annotations: .readOnly) { _, context in
                .text("\(try await context.roots().map(\.uri))")
            }
        }
    }

    @Test("with a handshake it is sent a request", arguments: [ProtocolRevision.v2025_06_18, .v2025_11_25])
    func session(_ revision: ProtocolRevision) async throws {
        try await withStdio(setup()) { running in
            let client = running.client
            try await client.initialize(revision, capabilities: Self.capabilities)
            let sampled: JSONValue = ["role": "assistant", "content": ["type": "text", "text": "hello"], "model": "m"]
            for (tool, method, result, text) in [
                ("asks", "elicitation/create", ["action": "accept", "content": ["a": 1]], "accepted"),
                ("samples", "sampling/createMessage", sampled, "hello"),
                ("rooted", "roots/list", ["roots": [["uri": "file:///a"]]], "file:///a"),
            ] as [(String, String, JSONValue, String)] {
                try await client.send(.request("tools/call", ["name": .string(tool)], id: 1))
                let question = try #require(try await client.next())
                #expect(question["method"] == .string(method))
                let id = try #require(question["id"])
                try await client.send(["jsonrpc": "2.0", "id": id, "result": result])
                #expect(try await client.answer(1).toolText?.contains(text) == true)
            }
        }
    }

    @Test("a refusal is told, a strange answer passed over, and a client that declared nothing is not asked")
    func refused() async throws {
        try await withStdio(setup()) { running in
            let client = running.client
            try await client.send(["jsonrpc": "2.0", "id": "ask-1", "result": [:]])
            try await client.initialize(.v2025_11_25, capabilities: ["elicitation": [:]])
            try await client.send(.request("tools/call", ["name": "asks"], id: 1))
            let id = try #require(try await client.next()?["id"])
            try await client.send(["jsonrpc": "2.0", "id": 4711, "result": [:]])
            try await client.send(["jsonrpc": "2.0", "id": id, "error": ["code": -1, "message": "nobody there"]])
            #expect(try await client.answer(1).toolText?.contains("nobody there") == true)
            let refused = try await client.legacy("tools/call", ["name": "samples"])
            #expect(refused["result"]?["isError"] == true)
        }
    }

    @Test("the stateless revision asks by having the call made again")
    func rounds() async throws {
        try await withStdio(setup()) { running in
            let client = running.client
            let asked = try await client.modern("tools/call", ["name": "asks"], capabilities: Self.capabilities)
            #expect(asked["result"]?["resultType"] == "input_required")
            let params: JSONObject = [
                "name": "asks", "requestState": asked["result"]?["requestState"] ?? .null,
                "inputResponses": ["elicitation": ["action": "decline"]],
            ]
            let answer = try await client.modern("tools/call", params, id: 2, capabilities: Self.capabilities)
            #expect(answer["result"]?["resultType"] == "complete")
            #expect(answer.toolText == "declined")
            #expect(try await client.modern("tools/call", ["name": "asks"], id: 3).code == -32021)
        }
    }

    @Test("answers are heard while as many calls as may run all wait for theirs")
    func crowded() async throws {
        var setup = try setup()
        setup.configuration.maximumCalls = 4
        setup.configuration.patience = .milliseconds(100)
        try await withStdio(setup) { running in
            let client = running.client
            try await client.initialize(.v2025_11_25, capabilities: Self.capabilities)
            for id in 0..<4 { try await client.send(.request("tools/call", ["name": "asks"], id: .integer(Int64(id)))) }
            var questions: [JSONValue] = []
            for _ in 0..<4 { questions.append(try #require(try await client.next()?["id"])) }
            // Two requests that find no place stand before the answers.
            for id: JSONValue in ["x", "y"] { try await client.send(.request("ping", id: id)) }
            for question in questions {
                try await client.send(["jsonrpc": "2.0", "id": question, "result": ["action": "cancel"]])
            }
            for id: JSONValue in ["x", "y"] {
                let refused = try await client.next()
                #expect(refused?["id"] == id)
                #expect(refused?["error"]?["data"]?["error"] == "busy")
            }
            for _ in 0..<4 { #expect(try await client.next()?.toolText == "cancelled") }
            #expect(try await client.legacy("ping")["result"] == [:])
        }
    }
}
