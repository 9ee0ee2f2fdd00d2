//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport

extension MCPTestClient {
    /// What a stateless request says about itself, and more.
    static func meta(_ more: JSONObject, capabilities: JSONValue = [:]) -> JSONValue {
        var meta = Self.meta().objectValue ?? [:]
        meta["io.modelcontextprotocol/clientCapabilities"] = capabilities
        return .object(meta.merging(more))
    }

    /// A tool call as a request, with more in its `_meta`.
    func toolRequest(
        _ name: String, _ arguments: JSONObject = [:], meta: JSONObject = [:], capabilities: JSONValue = [:],
        id: JSONValue = 1
    ) -> TestRequest {
        var params: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
        if revision?.isStateless ?? false {
            params["_meta"] = Self.meta(meta, capabilities: capabilities)
        } else if !meta.isEmpty {
            params["_meta"] = .object(meta)
        }
        return request("tools/call", params, id: id)
    }

    /// Sends a request and reads its answer event by event.
    func events(_ request: TestRequest) async throws -> SSEClient { try await SSEClient(port: port, sending: request) }

    /// Opens a stream of changes.
    func listen(_ filter: JSONObject, id: JSONValue = "listen") async throws -> SSEClient {
        try await events(request("subscriptions/listen", ["notifications": .object(filter)], id: id))
    }
}

/// A server whose tools have things to say while they work.
func withTalkingServer(
    configuration: MCPServer.Configuration = MCPServer.Configuration(),
    endpoint: MCPEndpoint.Configuration = MCPEndpoint.Configuration(),
    _ features: @Sendable () throws -> [MCPFeature] = { [] },
    _ body: (TestServer, MCPServer) async throws -> Void
) async throws {
    var setup = TestServer.Setup()
    setup.verifier = StaticTokenVerifier([
        TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any"),
        "somebody-else": AccessToken(subject: "else", client: "else"),
    ])
    setup.endpoint = endpoint
    let server = try MCPServer(name: "talking", version: "1", configuration: configuration) {
        Tool.counting
        try features()
    }
    setup.server = server
    try await withTestServer(setup) { try await body($0, server) }
}

extension Tool {
    /// Reports its progress as often as it is told to, and says how far it came.
    static var counting: Tool {
        Tool(
            "count", description: "Counts.",
            inputSchema: ["type": "object", "properties": ["to": ["type": "integer", "minimum": 0]]],
            annotations: .readOnly
        ) { arguments, context in
            let last = try arguments.integer("to", in: 0...100_000) ?? 3
            for step in 0..<last { await context.reportProgress(Double(step + 1), of: Double(last), message: "so far") }
            return .text("counted to \(last)")
        }
    }
}
