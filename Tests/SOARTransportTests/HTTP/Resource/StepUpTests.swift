//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What a caller is answered that may do less than it tries (MCP authorization, "Scope Challenge Handling").
@Suite("Step-up")
struct StepUpTests {
    private static let pointer =
        "resource_metadata=\"https://soar.example.com/.well-known/oauth-protected-resource/mcp\""

    /// Everything that can ask for a scope, each for two, of which the caller's has one by implication.
    private static func setup() throws -> TestServer.Setup {
        let needed = Requirement(.playbooksRead, .admin)
        var setup = try TestServer.Setup {
            Tool("tool", description: "A.", requirement: needed) { _, _ in .text("done") }
            Resource("test://resource", name: "r", description: "A.", mimeType: "text/plain", requirement: needed) {
                _ in
                .text("done")
            }
            Prompt("prompt", description: "A.", requirement: needed) { _, _ in .user("done") }
        }
        setup.resource = try ProtectedResource(
            url: "https://soar.example.com/mcp", authorizationServers: ["https://login.example.com"],
            scopes: [.playbooksRead, .admin])
        setup.verifier = StaticTokenVerifier([
            "less": AccessToken(subject: "less", client: "c", scopes: [.playbooksExecute]),
            "enough": AccessToken(subject: "enough", client: "c", scopes: [.playbooksExecute, .admin]),
        ])
        return setup
    }

    private static let operations: [(method: String, params: JSONObject)] = [
        ("tools/call", ["name": "tool"]), ("resources/read", ["uri": "test://resource"]),
        ("prompts/get", ["name": "prompt"]),
    ]

    @Test(
        "is 403 with all scopes of the operation and the way to them, whatever would have been streamed",
        arguments: ClientAge.allCases)
    func challenge(_ revision: ClientAge) async throws {
        try await withTestServer(try Self.setup()) { server in
            for (method, params) in Self.operations {
                for isStreamed in [false, true] {
                    var params = params
                    if isStreamed { params["_meta"] = revision.metaWithProgress }
                    let less = try await server.client("less").speaking(revision.value).call(method, params)
                    #expect(less.status == 403, "\(method)")
                    #expect(less.json?["scopes"] == ["playbooks:read", "admin"])
                    let challenge = try #require(less["WWW-Authenticate"])
                    #expect(challenge.hasPrefix("Bearer error=\"insufficient_scope\", "))
                    #expect(challenge.hasSuffix("scope=\"playbooks:read admin\", " + Self.pointer))
                    let enough = try await server.client("enough").speaking(revision.value).call(method, params)
                    #expect(enough.status == 200, "\(method)")
                    #expect(enough["WWW-Authenticate"] == nil)
                }
            }
        }
    }

    @Test("in a session it is 403 too")
    func session() async throws {
        var setup = try Self.setup()
        setup.endpoint.sessions = MCPEndpoint.Sessions()
        try await withTestServer(setup) { server in
            let client = server.client("less").speaking(.v2025_11_25)
            let opened = try await client.call(
                "initialize",
                [
                    "protocolVersion": "2025-11-25", "capabilities": [:],
                    "clientInfo": ["name": "test", "version": "1"],
                ])
            let session = try #require(opened["Mcp-Session-Id"])
            for (method, params) in Self.operations + [("resources/subscribe", ["uri": "test://resource"])] {
                let request = client.request(method, params).adding("Mcp-Session-Id", session)
                let answer = try await client.send(request)
                #expect(answer.status == 403, "\(method)")
                #expect(answer["WWW-Authenticate"]?.hasSuffix(Self.pointer) == true)
            }
        }
    }
}

/// The kinds of clients, by what they speak.
enum ClientAge: Sendable, CaseIterable {
    case modern, legacy, oldest

    var value: ProtocolRevision? {
        switch self {
        case .modern: .v2026_07_28
        case .legacy: .v2025_11_25
        case .oldest: nil
        }
    }

    /// The metadata of a request that wants to hear of progress.
    var metaWithProgress: JSONValue {
        var meta: JSONObject = self == .modern ? MCPTestClient.meta().objectValue ?? [:] : [:]
        meta["progressToken"] = "p"
        return .object(meta)
    }
}
