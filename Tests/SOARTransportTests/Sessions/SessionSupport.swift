//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// A client in a session.
struct SessionClient: Sendable {
    let client: MCPTestClient
    let id: String
    /// What `initialize` answered.
    let agreed: JSONValue

    /// Opens a session.
    init(_ client: MCPTestClient, capabilities: JSONValue = ["elicitation": [:], "sampling": [:], "roots": [:]])
        async throws
    {
        let revision = client.revision ?? .assumed
        let answer = try await client.call(
            "initialize",
            [
                "protocolVersion": .string(revision.rawValue), "capabilities": capabilities,
                "clientInfo": ["name": "test", "version": "1"],
            ])
        self.client = client
        id = try #require(answer["Mcp-Session-Id"])
        agreed = try #require(answer.result)
    }

    /// The request within the session.
    func request(_ method: String, _ params: JSONObject = [:], id: JSONValue? = 1) -> TestRequest {
        client.request(method, params, id: id).with("Mcp-Session-Id", self.id)
    }

    func call(_ method: String, _ params: JSONObject = [:], id: JSONValue = 1) async throws -> TestAnswer {
        try await client.send(request(method, params, id: id))
    }

    /// Answers something that the server asked.
    func answer(_ id: JSONValue, _ outcome: JSONObject) async throws -> TestAnswer {
        let body: JSONObject = ["jsonrpc": "2.0", "id": id]
        let request = client.request(.object(body.merging(outcome))).with("Mcp-Session-Id", self.id)
        return try await client.send(request)
    }

    /// Opens the session's own stream, or comes back to one.
    func listen(after event: String? = nil) async throws -> SSEClient {
        var request = TestRequest([], token: client.token, port: client.port)
        request.method = "GET"
        request.set("Accept", "text/event-stream")
        request.set("Content-Type", nil)
        request.set("MCP-Protocol-Version", client.revision?.rawValue)
        request.set("Mcp-Session-Id", id)
        request.set("Last-Event-ID", event)
        return try await SSEClient(port: client.port, sending: request)
    }

    /// Ends the session.
    func end() async throws -> TestAnswer {
        var request = TestRequest([], token: client.token, port: client.port)
        request.method = "DELETE"
        request.set("Content-Type", nil)
        request.set("Mcp-Session-Id", id)
        return try await client.send(request)
    }
}

extension MCPEndpoint.Configuration {
    static var withSessions: MCPEndpoint.Configuration {
        var configuration = MCPEndpoint.Configuration()
        configuration.sessions = MCPEndpoint.Sessions()
        return configuration
    }
}
