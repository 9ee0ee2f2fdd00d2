//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
public import SOARTransport

/// An MCP client by hand, over a socket of its own for each request: it sends what a test tells it to.
public struct MCPTestClient: Sendable {
    public var port: Int
    public var token: String?
    /// What the client speaks; nil sends no version anywhere, as clients of 2025-03-26 do.
    public var revision: ProtocolRevision? = .v2026_07_28
    public var target = "/mcp"
    public var userAgent: String?

    public init(port: Int, token: String? = nil) {
        self.port = port
        self.token = token
    }

    /// The client in another revision.
    public func speaking(_ revision: ProtocolRevision?) -> MCPTestClient {
        var client = self
        client.revision = revision
        return client
    }

    /// The client with another token.
    public func with(token: String?) -> MCPTestClient {
        var client = self
        client.token = token
        return client
    }

    /// Sends a request as it stands.
    public func send(_ request: TestRequest) async throws -> TestAnswer {
        let connection = try RawClient(port: port)
        try await connection.send(request.bytes)
        return TestAnswer(try await connection.readAnswer())
    }

    /// Sends a method the way the revision wants it, and returns what comes back.
    public func call(_ method: String, _ params: JSONObject = [:], id: JSONValue = 1) async throws -> TestAnswer {
        try await send(request(method, params, id: id))
    }

    /// Calls a tool.
    public func tool(_ name: String, _ arguments: JSONValue? = nil) async throws -> TestAnswer {
        try await send(toolRequest(name, arguments))
    }

    /// The request that calls a tool.
    public func toolRequest(_ name: String, _ arguments: JSONValue? = nil) -> TestRequest {
        var params: JSONObject = ["name": .string(name)]
        params["arguments"] = arguments
        return request("tools/call", params)
    }

    /// Reads a resource.
    public func read(_ uri: String) async throws -> TestAnswer {
        try await call("resources/read", ["uri": .string(uri)])
    }

    /// Sends a body that is JSON, with the version in the header only.
    public func post(_ body: JSONValue) async throws -> TestAnswer { try await send(request(body)) }

    /// The request for a body that is JSON, with the version in the header only.
    public func request(_ body: JSONValue) -> TestRequest {
        var request = TestRequest(body.encoded(), token: token, port: port)
        request.target = target
        request.set("User-Agent", userAgent)
        request.set("MCP-Protocol-Version", revision?.rawValue)
        return request
    }

    /// The request for a method, the way the revision wants it; without an id it is a notification.
    public func request(_ method: String, _ params: JSONObject = [:], id: JSONValue? = 1) -> TestRequest {
        var params = params
        let isModern = revision?.isStateless ?? false
        if isModern, params["_meta"] == nil { params["_meta"] = Self.meta(revision) }
        var message: JSONObject = ["jsonrpc": "2.0", "method": .string(method)]
        message["id"] = id
        if !params.isEmpty { message["params"] = .object(params) }
        var request = request(.object(message))
        if isModern {
            request.set("Mcp-Method", method)
            request.set("Mcp-Name", params["name"]?.stringValue ?? params["uri"]?.stringValue)
        }
        return request
    }

    /// What every request of the stateless revision carries.
    public static func meta(_ revision: ProtocolRevision? = .v2026_07_28) -> JSONValue {
        [
            "io.modelcontextprotocol/protocolVersion": JSONValue(revision?.rawValue),
            "io.modelcontextprotocol/clientCapabilities": [:],
            "io.modelcontextprotocol/clientInfo": ["name": "test", "version": "1"],
        ]
    }
}
