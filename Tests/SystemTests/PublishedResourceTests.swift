//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

/// What the program tells OAuth clients, by its settings alone.
@Suite("The program as a protected resource")
struct PublishedResourceTests {
    private static let wellKnown = "/.well-known/oauth-protected-resource"
    private static let settings = [
        "PUBLIC_URL": "https://gateway.example.com/soar/mcp", "AUTHORIZATION_SERVERS": "https://login.example.com",
        "INITIAL_SCOPES": "playbooks:read",
    ]

    @Test("publishes what its settings say, under the name they give, and points to it")
    func published() async throws {
        try await withRunningServer(environment: Self.settings) { server in
            for path in ["", "/mcp", "/soar/mcp"] {
                let request = TestRequest().with(method: "GET", target: Self.wellKnown + path)
                let answer = try await server.client(nil).send(request)
                #expect(answer.status == 200)
                #expect(answer.json?["resource"] == "https://gateway.example.com/soar/mcp")
                #expect(answer.json?["authorization_servers"] == ["https://login.example.com"])
                #expect(answer.json?["scopes_supported"]?.arrayValue?.contains("playbooks:execute") == true)
                #expect(answer.json?["scopes_supported"]?.arrayValue?.contains("admin") == false)
            }
            let client = server.client(nil)
            let refused = try await client.send(client.request("tools/list").with("Host", "gateway.example.com"))
            #expect(refused.status == 401)
            #expect(
                refused["WWW-Authenticate"]
                    == "Bearer scope=\"playbooks:read\", resource_metadata="
                    + "\"https://gateway.example.com/.well-known/oauth-protected-resource/soar/mcp\"")
            let foreign = try await client.send(client.request("tools/list").with("Host", "evil.example.com"))
            #expect(foreign.status == 403)
            let known = server.client(try server.newToken("a"))
            #expect(try await known.call("tools/list").status == 200)
        }
    }

    @Test("publishes nothing where no authorization server is set")
    func nothing() async throws {
        try await withRunningServer(environment: ["PUBLIC_URL": "https://gateway.example.com/soar/mcp"]) {
            server async throws in
            for path in ["", "/mcp", "/soar/mcp"] {
                let request = TestRequest().with(method: "GET", target: Self.wellKnown + path)
                #expect(try await server.client(nil).send(request).status == 404)
            }
            #expect(try await server.client(nil).call("tools/list")["WWW-Authenticate"] == "Bearer realm=\"soar-mcp\"")
        }
    }
}
