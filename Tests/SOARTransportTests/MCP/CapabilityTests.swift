//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What is announced is what is served, no more and no less (requirement C36), and what can't be offered at all.
@Suite("Capabilities")
struct CapabilityTests {
    private func setup(@MCPFeatureBuilder _ features: () throws -> [MCPFeature]) throws -> TestServer.Setup {
        var setup = try TestServer.Setup(features: features)
        setup.verifier = StaticTokenVerifier([TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any")])
        return setup
    }

    private static let resource = Resource("test://a", name: "a", description: "A.") { _ in .text("a") }

    private func expect(
        _ setup: TestServer.Setup, capabilities: JSONValue, stateless: JSONValue, missing: [(String, JSONObject)]
    ) async throws {
        try await withTestServer(setup) { server in
            let client = server.anybody
            #expect(try await client.call("server/discover").result?["capabilities"] == stateless)
            let legacy = client.speaking(.v2025_06_18)
            let agreed = try await legacy.call("initialize", ["protocolVersion": "2025-06-18"])
            #expect(agreed.result?["capabilities"] == capabilities)
            for (method, params) in missing {
                let answer = try await client.call(method, params)
                #expect(answer.status == 404)
                #expect(answer.code == -32601)
                let old = try await legacy.call(method, params)
                #expect(old.status == 200)
                #expect(old.code == -32601)
            }
        }
    }

    @Test("a server without resources does not serve their methods")
    func noResources() async throws {
        try await expect(
            try setup { Tool.echo }, capabilities: ["tools": [:]], stateless: ["tools": ["listChanged": true]],
            missing: [
                ("resources/list", [:]), ("resources/templates/list", [:]), ("resources/read", ["uri": "test://a"]),
            ])
    }

    @Test("a server without tools does not serve their methods")
    func noTools() async throws {
        try await expect(
            try setup { Self.resource }, capabilities: ["resources": [:]],
            stateless: ["resources": ["subscribe": true, "listChanged": true]],
            missing: [("tools/list", [:]), ("tools/call", ["name": "echo"])])
    }

    @Test("a server with nothing announces nothing")
    func nothing() async throws {
        try await expect(
            try setup {}, capabilities: [:], stateless: [:], missing: [("tools/list", [:]), ("resources/list", [:])])
    }

    @Test("a tool that clients would drop is not taken")
    func refusedTools() throws {
        func tool(_ name: String, description: String = "A.", schema: JSONValue = ["type": "object"]) -> Tool {
            Tool(name, description: description, inputSchema: schema) { _, _ in .text("") }
        }
        let bad = [
            tool(""), tool(String(repeating: "a", count: 65)), tool("a b"), tool("ä"), tool("a,b"), tool("a\n"),
            tool("a", description: ""), tool("a", schema: nil), tool("a", schema: ["type": "string"]),
            tool("a", schema: [:]),
        ]
        for tool in bad {
            #expect(throws: MCPRegistrationError.self) { try MCPServer(name: "a", version: "1") { tool } }
        }
        _ = try MCPServer(name: "a", version: "1") { tool(String(repeating: "a", count: 64)) }
    }

    @Test("two of the same name are not taken")
    func refusedDuplicates() throws {
        #expect(throws: MCPRegistrationError.self) {
            try MCPServer(name: "a", version: "1") {
                Tool.echo
                Tool.echo
            }
        }
        #expect(throws: MCPRegistrationError.self) {
            try MCPServer(name: "a", version: "1") {
                Self.resource
                Self.resource
            }
        }
    }

    @Test("the list has always the same order")
    func order() async throws {
        try await withTestServer(try .samples()) { server in
            for _ in 0..<5 {
                let tools = try await server.anybody.call("tools/list").result?["tools"]?.arrayValue
                #expect(tools?.map { $0["name"] } == ["echo", "K", "fails", "breaks", "list"])
            }
        }
    }
}
