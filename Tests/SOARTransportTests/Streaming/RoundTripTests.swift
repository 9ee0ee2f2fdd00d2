//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// Asking the client by having it call again (MCP 2026-07-28, patterns, "Multi Round-Trip Requests").
@Suite("Multi-round-trip requests")
struct RoundTripTests {
    private static let capabilities: JSONValue = ["elicitation": [:], "sampling": [:], "roots": [:]]
    private static let schema: JSONValue = ["type": "object", "properties": ["ok": ["type": "boolean"]]]

    /// Asks twice, one after the other, and counts how often it came to its end.
    private final class Asker: Sendable {
        let ends = Atomic<Int>(0)

        func tool(_ name: String, annotations: Tool.Annotations) -> Tool {
            Tool(
                name, description: "Asks twice.",
                inputSchema: ["type": "object", "properties": ["target": ["type": "string"]]], annotations: annotations
            ) { [self] arguments, context in
                let target = try arguments.string("target") ?? "?"
                let first = try await context.elicit("Block \(target)?", schema: RoundTripTests.schema, as: "first")
                context.keep(["seen": .string(target)])
                let roots = try await context.roots(as: "second")
                ends.add(1, ordering: .relaxed)
                return .text("\(first) \(roots.count) \(context.keptState?["seen"]?.stringValue ?? "-")")
            }
        }
    }

    private func withAsker(
        endpoint: MCPEndpoint.Configuration = MCPEndpoint.Configuration(),
        _ body: (TestServer, Asker) async throws -> Void
    ) async throws {
        let asker = Asker()
        try await withTalkingServer(endpoint: endpoint) {
            [
                .tool(asker.tool("reads", annotations: .readOnly)),
                .tool(asker.tool("acts", annotations: Tool.Annotations())),
            ]
        } _: { server, _ in
            try await body(server, asker)
        }
    }

    /// A call, or a later round of one.
    private func call(
        _ client: MCPTestClient, _ tool: String = "reads", target: JSONValue = "10.0.0.1", state: JSONValue? = nil,
        responses: JSONValue? = nil, capabilities: JSONValue = Self.capabilities
    ) async throws -> TestAnswer {
        var params: JSONObject = [
            "name": .string(tool), "arguments": ["target": target],
            "_meta": MCPTestClient.meta([:], capabilities: capabilities),
        ]
        params["requestState"] = state
        params["inputResponses"] = responses
        return try await client.call("tools/call", params)
    }

    private static let yes: JSONValue = ["first": ["action": "accept", "content": ["ok": true]]]
    private static let roots: JSONValue = ["second": ["roots": [["uri": "file:///a"]]]]

    @Test("a model uses a tool and goes on from its answer, round by round")
    func toolLoop() async throws {
        let look = Tool("look", description: "Looks.", annotations: .readOnly) { _, _ in .text("seven") }
        try await withTalkingServer {
            [
                .tool(
                    Tool(
                        "samples", description: "Samples.", inputSchema: ["type": "object"], annotations: .readOnly
                    ) { _, context in
                        var messages = [SamplingMessage(.user, .text("How many?"))]
                        for round in 1...3 {
                            let answer = try await context.sample(
                                messages, maximumTokens: 50, tools: [look], as: "round \(round)")
                            guard !answer.toolUses.isEmpty else { return .text(answer.text ?? "") }
                            var results: [SamplingMessage.Content] = []
                            for use in answer.toolUses {
                                let result = try await look.handler(ToolArguments(use.input), context)
                                results.append(.toolResult(result, useID: use.id))
                            }
                            messages += [answer.message, SamplingMessage(.user, results)]
                        }
                        return .text("no end")
                    })
            ]
        } _: { server, _ in
            let client = server.anybody
            let capabilities: JSONValue = ["sampling": ["tools": [:]]]
            let asked = try await call(client, "samples", capabilities: capabilities)
            #expect(asked.result?["inputRequests"]?["round 1"]?["params"]?["tools"]?[0]?["name"] == "look")
            let use: JSONValue = ["type": "tool_use", "id": "u1", "name": "look", "input": [:]]
            let again = try await call(
                client, "samples", state: asked.result?["requestState"],
                responses: ["round 1": ["role": "assistant", "model": "m", "stopReason": "toolUse", "content": use]],
                capabilities: capabilities)
            let messages = again.result?["inputRequests"]?["round 2"]?["params"]?["messages"]
            #expect(messages?[1]?["content"] == use)
            #expect(messages?[2]?["content"]?["content"] == [["type": "text", "text": "seven"]])
            let done = try await call(
                client, "samples", state: again.result?["requestState"],
                responses: [
                    "round 2": ["role": "assistant", "model": "m", "content": ["type": "text", "text": "Seven."]]
                ], capabilities: capabilities)
            #expect(done.text == "Seven.")
            #expect(try await call(client, "samples", capabilities: ["sampling": [:]]).code == -32021)
        }
    }

    @Test("how long a state is good for is the endpoint's to say")
    func lifetime() async throws {
        var endpoint = MCPEndpoint.Configuration()
        endpoint.requestStateLifetime = .milliseconds(50)
        try await withAsker(endpoint: endpoint) { server, _ in
            let asked = try await call(server.anybody)
            try await Task.sleep(for: .milliseconds(100))
            let late = try await call(server.anybody, state: asked.result?["requestState"], responses: Self.yes)
            #expect(late.code == -32602 && late.message?.contains("expired") == true)
        }
    }

    @Test("two questions take two rounds, and the answers of both reach the handler")
    func twoRounds() async throws {
        try await withAsker { server, asker in
            let client = server.anybody
            let one = try await call(client)
            #expect(one.result?["resultType"] == "input_required")
            #expect(one.result?["ttlMs"] == nil)
            let question = one.result?["inputRequests"]?["first"]
            #expect(question?["method"] == "elicitation/create")
            #expect(question?["params"]?["message"] == "Block 10.0.0.1?")
            let two = try await call(client, state: one.result?["requestState"], responses: Self.yes)
            #expect(two.result?["inputRequests"]?["second"]?["method"] == "roots/list")
            #expect(two.result?["inputRequests"]?.objectValue?.count == 1)
            #expect(asker.ends.load(ordering: .relaxed) == 0)
            let three = try await call(client, state: two.result?["requestState"], responses: Self.roots)
            #expect(three.result?["resultType"] == "complete")
            #expect(three.text?.contains("accepted") == true)
            #expect(three.text?.hasSuffix("1 10.0.0.1") == true)
            #expect(asker.ends.load(ordering: .relaxed) == 1)
        }
    }

    @Test("nothing that was answered stands in the state for others to read")
    func sealed() async throws {
        try await withAsker { server, _ in
            let client = server.anybody
            let one = try await call(client)
            let secret: JSONValue = ["first": ["action": "accept", "content": ["ok": true, "note": "very-private"]]]
            let two = try await call(client, state: one.result?["requestState"], responses: secret)
            let state = try #require(two.result?["requestState"]?.stringValue)
            #expect(!state.contains("very-private"))
            #expect(!state.contains("accept"))
            #expect(state.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        }
    }

    @Test("a state that was changed, is another caller's, or another call's is refused")
    func foreign() async throws {
        try await withAsker { server, asker in
            let client = server.anybody
            let state = try #require(try await call(client).result?["requestState"]?.stringValue)
            var tampered = Array(state.utf8)
            tampered[tampered.count / 2] = tampered[tampered.count / 2] == 65 ? 66 : 65
            let bad: [JSONValue] = [
                .string(String(decoding: tampered, as: UTF8.self)), .string(String(state.dropLast())), "", "x", 1, nil,
                .string(state + "A"), .string(String(repeating: "A", count: 200_000)),
            ]
            for state in bad {
                let answer = try await call(client, state: state, responses: Self.yes)
                #expect(answer.code == -32602, "\(answer.body)")
                #expect(answer.message?.contains("requestState") == true)
            }
            let other = try await call(client.with(token: "somebody-else"), state: .string(state), responses: Self.yes)
            #expect(other.code == -32602)
            #expect(
                try await call(client, target: "8.8.8.8", state: .string(state), responses: Self.yes).code == -32602)
            #expect(try await call(client, "acts", state: .string(state), responses: Self.yes).code == -32602)
            #expect(asker.ends.load(ordering: .relaxed) == 0)
            let sound = try await call(client, state: .string(state), responses: Self.yes)
            #expect(sound.result?["resultType"] == "input_required")
        }
    }

    @Test("another endpoint reads the state only with the same key")
    func otherEndpoint() async throws {
        var shared = MCPEndpoint.Configuration()
        shared.requestStateKey = SymmetricKey(size: .bits256)
        for (first, second, isAccepted) in [
            (shared, shared, true), (MCPEndpoint.Configuration(), MCPEndpoint.Configuration(), false),
        ] {
            var state: JSONValue?
            try await withAsker(endpoint: first) { server, _ in
                state = try await call(server.anybody).result?["requestState"]
            }
            try await withAsker(endpoint: second) { server, _ in
                let answer = try await call(server.anybody, state: state, responses: Self.yes)
                #expect((answer.code == nil) == isAccepted)
            }
        }
    }

    @Test("a state is good once where something is done, and any number of times where nothing is")
    func replayed() async throws {
        try await withAsker { server, asker in
            let client = server.anybody
            for (tool, ends) in [("acts", 1), ("reads", 3)] {
                asker.ends.store(0, ordering: .relaxed)
                let one = try await call(client, tool).result?["requestState"]
                let two = try await call(client, tool, state: one, responses: Self.yes).result?["requestState"]
                for _ in 0..<3 { _ = try await call(client, tool, state: two, responses: Self.roots) }
                #expect(asker.ends.load(ordering: .relaxed) == ends)
            }
            let again = try await call(client, "acts")
            #expect(again.result?["resultType"] == "input_required")
        }
    }

    @Test("missing answers are asked for again, strange ones passed over, and wrong ones refused")
    func answers() async throws {
        try await withAsker { server, _ in
            let client = server.anybody
            let state = try await call(client).result?["requestState"]
            for responses: JSONValue in [[:], ["other": ["action": "accept"]]] {
                let answer = try await call(client, state: state, responses: responses)
                #expect(answer.result?["inputRequests"]?["first"] != nil)
            }
            for wrong: JSONValue in [
                ["first": "yes"], ["first": ["action": "maybe"]], ["first": ["roots": []]],
                ["first": ["action": "accept", "content": [1]]],
                ["first": ["action": "accept", "content": ["ok": "yes"]]],
            ] {
                let answer = try await call(client, state: state, responses: wrong)
                #expect(answer.code == -32602)
                #expect(answer.message?.contains("first") == true)
            }
            for shape: JSONValue in [[], "x", 3] {
                #expect(try await call(client, state: state, responses: shape).code == -32602)
            }
            // Answers may come before the questions.
            let early = try await call(client, responses: Self.yes)
            #expect(early.result?["inputRequests"]?.objectValue?.names == ["second"])
        }
    }

    @Test("a client that can't be asked for this is told what it lacks")
    func capabilities() async throws {
        try await withAsker { server, _ in
            let answer = try await call(server.anybody, capabilities: ["sampling": [:]])
            #expect(answer.status == 400)
            #expect(answer.code == -32021)
            #expect(answer.json?["error"]?["data"]?["requiredCapabilities"] == ["elicitation": ["form": [:]]])
            let urlOnly = try await call(server.anybody, capabilities: ["elicitation": ["url": [:]]])
            #expect(urlOnly.code == -32021)
        }
    }

    @Test("before 2026-07-28 there is no asking without a session", arguments: ProtocolRevision.withHandshake)
    func legacy(_ revision: ProtocolRevision) async throws {
        try await withAsker { server, _ in
            let answer = try await server.anybody.speaking(revision).tool("reads", ["target": "a"])
            #expect(answer.isToolError)
            #expect(answer.text?.contains("session") == true)
        }
    }
}
