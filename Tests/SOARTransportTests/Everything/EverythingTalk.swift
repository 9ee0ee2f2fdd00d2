//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import EverythingFeatures
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// One client of the everything server.
struct EverythingTalk: Sendable {
    /// What a client can do that can do everything.
    static let everything: JSONValue = ["elicitation": [:], "sampling": [:], "roots": [:]]

    let client: MCPTestClient
    let mode: EverythingMode
    let capabilities: JSONValue
    let session: SessionClient?

    var revision: ProtocolRevision { mode.revision }

    /// A request in the way of the mode, with more in its `_meta`.
    func request(
        _ method: String, _ params: JSONObject = [:], meta: JSONObject = [:], id: JSONValue = 1
    ) -> TestRequest {
        var params = params
        if revision.isStateless {
            params["_meta"] = MCPTestClient.meta(meta, capabilities: capabilities)
        } else if !meta.isEmpty {
            params["_meta"] = .object(meta)
        }
        return session?.request(method, params, id: id) ?? client.request(method, params, id: id)
    }

    /// Asks something that is answered at once.
    func call(_ method: String, _ params: JSONObject = [:], id: JSONValue = 1) async throws -> TestAnswer {
        try await client.send(request(method, params, id: id))
    }

    /// Asks something and reads what is said before the answer.
    func events(
        _ method: String, _ params: JSONObject = [:], meta: JSONObject = [:], id: JSONValue = 1
    ) async throws -> SSEClient {
        try await client.events(request(method, params, meta: meta, id: id))
    }

    /// Calls a tool that answers at once.
    func tool(_ name: String, _ arguments: JSONObject = [:]) async throws -> TestAnswer {
        try await call("tools/call", ["name": .string(name), "arguments": .object(arguments)])
    }

    /// Listens for changes: on a stream of its own, or on that of the session.
    func listen(_ filter: JSONObject) async throws -> SSEClient {
        if let session { return try await session.listen() }
        let stream = try await events("subscriptions/listen", ["notifications": .object(filter)], id: "listen")
        let first = try #require(try await stream.nextEvent())
        #expect(first.method == "notifications/subscriptions/acknowledged")
        #expect(first.params?["notifications"] == .object(filter))
        return stream
    }
}

extension EverythingTalk {
    /// What came of a call in which the client was asked.
    struct Asked: Sendable {
        /// What it was asked, in order, by the names of the rounds, or by the ids of the requests.
        var questions: [(name: String, method: String, params: JSONValue?)] = []
        /// What the server said beside that.
        var notifications: [SSEEvent] = []
        var result: JSONValue?
        var error: JSONValue?

        var text: String? { result?["content"]?[0]?["text"]?.stringValue }
        var methods: [String] { questions.map(\.method) }
    }

    /// Sends a request and answers whatever the server asks, in the way of the revision; the answers go by method.
    func asking(
        _ method: String, _ params: JSONObject, meta: JSONObject = [:], answers: JSONObject
    ) async throws -> Asked {
        var asked = Asked()
        var params = params
        // More rounds than any tool of the server takes.
        for _ in 0..<4 {
            let answer = try await finalMessage(method, params, meta, answers, &asked)
            asked.error = answer["error"]
            asked.result = answer["result"]
            guard let result = asked.result, result["resultType"] == "input_required" else { break }
            var responses = JSONObject()
            for (name, question) in result["inputRequests"]?.objectValue ?? [:] {
                let method = question["method"]?.stringValue ?? ""
                asked.questions.append((name, method, question["params"]))
                responses[name] = answers[method]
            }
            params["inputResponses"] = .object(responses)
            params["requestState"] = result["requestState"]
        }
        return asked
    }

    func askingTool(
        _ name: String, _ arguments: JSONObject = [:], meta: JSONObject = [:], answers: JSONObject = Self.answers
    ) async throws -> Asked {
        try await asking(
            "tools/call", ["name": .string(name), "arguments": .object(arguments)], meta: meta, answers: answers)
    }

    /// The answer to one request, after all that was asked and told before it.
    private func finalMessage(
        _ method: String, _ params: JSONObject, _ meta: JSONObject, _ answers: JSONObject, _ asked: inout Asked
    ) async throws -> JSONValue {
        let stream = try await events(method, params, meta: meta)
        guard try await stream.readHead().isEventStream else {
            return try #require(try await stream.readPlainAnswer().json)
        }
        while let event = try await stream.nextEvent() {
            guard let message = event.json else { continue }
            guard let method = message["method"]?.stringValue else { return message }
            guard let id = message["id"] else {
                asked.notifications.append(event)
                continue
            }
            #expect(!revision.isStateless, "the revision has no requests of the server")
            asked.questions.append((id.stringValue ?? "", method, message["params"]))
            let answer = try #require(answers[method])
            #expect(try await #require(session).answer(id, ["result": answer]).status == 202)
        }
        Issue.record("the stream ended without an answer")
        return .null
    }

    /// Sound answers to everything.
    static let answers: JSONObject = [
        "elicitation/create": [
            "action": "accept",
            "content": ["username": "ada", "email": "ada@example.org", "name": "Ada", "color": "blue", "ok": true],
        ],
        "sampling/createMessage": [
            "role": "assistant", "content": ["type": "text", "text": "Paris"], "model": "test-model",
            "stopReason": "endTurn",
        ],
        "roots/list": ["roots": [["uri": "file:///home/ada", "name": "home"]]],
    ]
}

/// Runs the everything server for one client.
func withEverything(
    _ mode: EverythingMode, capabilities: JSONValue = EverythingTalk.everything,
    _ body: (EverythingTalk) async throws -> Void
) async throws {
    var setup = TestServer.Setup()
    setup.verifier = StaticTokenVerifier([
        TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any")
    ])
    setup.server = try EverythingServer.make()
    if mode.hasSession { setup.endpoint.sessions = MCPEndpoint.Sessions() }
    try await withTestServer(setup) { server in
        let client = server.anybody.speaking(mode.revision)
        let session = mode.hasSession ? try await SessionClient(client, capabilities: capabilities) : nil
        try await body(
            EverythingTalk(client: client, mode: mode, capabilities: capabilities, session: session))
    }
}
