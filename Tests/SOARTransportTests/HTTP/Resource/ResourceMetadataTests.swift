//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The way to a token, as clients walk it (RFC 9728 §3 and §5; requirements G, decision 8).
@Suite("Protected resource metadata over a socket")
struct ResourceMetadataTests {
    private static let wellKnown = "/.well-known/oauth-protected-resource"

    static func setup(_ url: String = "https://soar.example.com/mcp") throws -> TestServer.Setup {
        var setup = try TestServer.Setup.samples()
        setup.resource = try ProtectedResource(
            url: url, authorizationServers: ["https://login.example.com"], scopes: [.playbooksRead, .admin],
            initialScopes: [.playbooksRead])
        return setup
    }

    @Test(
        "is at the root and at the endpoint's path, whatever the server is called outside",
        arguments: [
            "https://soar.example.com/mcp", "https://soar.example.com", "https://gateway.example.com/team/soar/mcp",
            "http://localhost:8080/x",
        ])
    func forms(_ url: String) async throws {
        let setup = try Self.setup(url)
        let resource = try #require(setup.resource)
        try await withTestServer(setup) { server in
            for path in [Self.wellKnown, Self.wellKnown + "/mcp", Self.wellKnown + "/mcp/", resource.metadataPath] {
                for target in [path, path + "?x=1"] {
                    var request = TestRequest().with(method: "GET", target: target)
                    for (name, value) in [
                        ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "http"),
                        ("Forwarded", "host=evil.example"), ("X-Forwarded-Prefix", "/evil"),
                        ("Origin", "https://evil.example"), ("Content-Type", nil), ("Accept", nil),
                    ] {
                        request.set(name, value)
                    }
                    let answer = try await server.client().send(request)
                    #expect(answer.status == 200)
                    #expect(answer.json == resource.metadata)
                    #expect(answer.json?["resource"] == .string(url))
                    #expect(answer["Content-Type"] == "application/json")
                    #expect(answer["Cache-Control"] == "public, max-age=300")
                    #expect(answer["Access-Control-Allow-Origin"] == "*")
                    #expect(answer["Access-Control-Allow-Credentials"] == nil)
                }
            }
            for path in ["/x", "/mcp/x", "x", "/MCP", "//mcp", "/mcp/../mcp"] {
                let answer = try await server.client().send(
                    TestRequest().with(method: "GET", target: Self.wellKnown + path))
                #expect(answer.status == (Self.wellKnown + path == resource.metadataPath ? 200 : 404))
            }
        }
    }

    @Test("answers HEAD without a body, a browser's question, and nothing else")
    func methods() async throws {
        try await withTestServer(try Self.setup()) { server in
            let target = Self.wellKnown + "/mcp"
            let connection = try RawClient(port: server.port)
            let head = TestRequest().with(method: "HEAD", target: target).adding("Connection", "close")
            try await connection.send(head.bytes)
            let answer = RawAnswer(whole: try await connection.readToEnd().text)
            #expect(answer.status == 200)
            #expect(answer.body.isEmpty)
            #expect(answer.fields["content-type"] == "application/json")
            let full = try await server.client().send(head.with(method: "GET").with("Connection", nil))
            #expect(answer.fields["content-length"] == String(full.body.utf8.count))

            let question = TestRequest().with(method: "OPTIONS", target: target)
                .adding("Origin", "https://any.example").adding("Access-Control-Request-Method", "GET")
                .adding("Access-Control-Request-Headers", "mcp-protocol-version")
            let leave = try await server.client().send(question)
            #expect(leave.status == 204)
            #expect(leave["Access-Control-Allow-Origin"] == "*")
            #expect(leave["Access-Control-Allow-Headers"] == "*")
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                let refused = try await server.client().send(TestRequest().with(method: method, target: target))
                #expect(refused.status == 405)
                #expect(refused["Allow"] == "GET, HEAD, OPTIONS")
            }
        }
    }

    @Test("a server of API tokens only publishes nothing, and its challenges point nowhere")
    func apiTokensOnly() async throws {
        try await withTestServer(try .samples()) { server in
            for path in [Self.wellKnown, Self.wellKnown + "/mcp", "/.well-known/oauth-authorization-server"] {
                for method in ["GET", "HEAD", "OPTIONS"] {
                    let connection = try RawClient(port: server.port)
                    let request = TestRequest().with(method: method, target: path).adding("Connection", "close")
                    try await connection.send(request.bytes)
                    #expect(RawAnswer(whole: try await connection.readToEnd().text).status == 404)
                }
            }
            let answer = try await server.client().call("tools/list")
            #expect(answer.status == 401)
            #expect(answer["WWW-Authenticate"] == "Bearer realm=\"soar-mcp\"")
        }
    }

    @Test("a client without a good token is told where it gets one, and for what")
    func challenges() async throws {
        let setup = try Self.setup("https://gateway.example.com/team/soar/mcp")
        let pointer =
            "resource_metadata=\"https://gateway.example.com/.well-known/oauth-protected-resource/team/soar/mcp\""
        try await withTestServer(setup) { server in
            for client in [server.client(), server.client().speaking(.v2025_06_18), server.client().speaking(nil)] {
                let missing = try await client.call("tools/list")
                #expect(missing.status == 401)
                #expect(missing["WWW-Authenticate"] == "Bearer scope=\"playbooks:read\", " + pointer)
                let unknown = try await client.with(token: "nobody").call("tools/list")
                #expect(unknown.status == 401)
                let challenge = try #require(unknown["WWW-Authenticate"])
                #expect(challenge.hasPrefix("Bearer error=\"invalid_token\""))
                #expect(challenge.hasSuffix("scope=\"playbooks:read\", " + pointer))
            }
        }
    }
}
