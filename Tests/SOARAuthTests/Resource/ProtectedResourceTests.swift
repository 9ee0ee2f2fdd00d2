//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import SOARAuth

/// What is published, and what points to it (RFC 9728 §2, §3.1, §5.1).
@Suite("The protected resource")
struct ProtectedResourceTests {
    private static let issuer = "https://login.example.com"

    private static func resource(
        _ url: String = "https://soar.example.com/mcp", servers: [String] = [issuer],
        scopes: [Scope] = [.playbooksRead, .playbooksExecute], initial: [Scope]? = [.playbooksRead],
        name: String? = nil, documentation: String? = nil
    ) throws(InvalidProtectedResource) -> ProtectedResource {
        try ProtectedResource(
            url: url, authorizationServers: servers, scopes: scopes, initialScopes: initial, name: name,
            documentation: documentation)
    }

    @Test("says of itself what is known, and nothing else")
    func metadata() throws {
        let full = try Self.resource(
            servers: [Self.issuer, "https://id.example.com/tenant/", Self.issuer], name: "SOAR 平台",
            documentation: "https://soar.example.com/docs")
        #expect(
            full.metadata == [
                "resource": "https://soar.example.com/mcp",
                "authorization_servers": ["https://login.example.com", "https://id.example.com/tenant/"],
                "scopes_supported": ["playbooks:read", "playbooks:execute"], "bearer_methods_supported": ["header"],
                "resource_name": "SOAR 平台", "resource_documentation": "https://soar.example.com/docs",
            ])
        let bare = try Self.resource(scopes: [], initial: nil)
        #expect(
            bare.metadata == [
                "resource": "https://soar.example.com/mcp", "authorization_servers": ["https://login.example.com"],
                "bearer_methods_supported": ["header"],
            ])
    }

    @Test(
        "has its metadata between the host and its own path",
        arguments: [
            ("https://h", "https://h", "https://h/.well-known/oauth-protected-resource"),
            ("https://h/", "https://h/", "https://h/.well-known/oauth-protected-resource"),
            ("https://h/mcp", "https://h/mcp", "https://h/.well-known/oauth-protected-resource/mcp"),
            ("https://h/mcp/", "https://h/mcp/", "https://h/.well-known/oauth-protected-resource/mcp/"),
            (
                "https://h:8443/a/b/mcp", "https://h:8443/a/b/mcp",
                "https://h:8443/.well-known/oauth-protected-resource/a/b/mcp"
            ),
            (
                "HTTPS://Soar.Example.com/MCP", "https://soar.example.com/MCP",
                "https://soar.example.com/.well-known/oauth-protected-resource/MCP"
            ),
            (
                "http://localhost:1/mcp", "http://localhost:1/mcp",
                "http://localhost:1/.well-known/oauth-protected-resource/mcp"
            ),
        ])
    func addresses(_ url: String, _ identifier: String, _ metadataURL: String) throws {
        let resource = try Self.resource(url)
        #expect(resource.identifier == identifier)
        #expect(resource.metadata["resource"] == .string(identifier))
        #expect(resource.metadataURL == metadataURL)
        #expect(metadataURL.hasSuffix(resource.metadataPath))
    }

    @Test("is refused with what is accepted, and without what was given")
    func refused() throws {
        let many = (0...ProtectedResource.maximumAuthorizationServers).map { "https://canary\($0).example" }
        let scopes = (0...ProtectedResource.maximumScopes).map { Scope(rawValue: "canary\($0)") }
        let attempts: [(String, () throws(InvalidProtectedResource) -> ProtectedResource)] = [
            ("https://", { () throws(InvalidProtectedResource) in try Self.resource("http://canary.example/mcp") }),
            ("no ? and no #", { () throws(InvalidProtectedResource) in try Self.resource("https://h/mcp?canary") }),
            ("1 to 16", { () throws(InvalidProtectedResource) in try Self.resource(servers: []) }),
            ("1 to 16", { () throws(InvalidProtectedResource) in try Self.resource(servers: many) }),
            ("https://", { () throws(InvalidProtectedResource) in try Self.resource(servers: ["canary"]) }),
            ("at most 100", { () throws(InvalidProtectedResource) in try Self.resource(scopes: scopes) }),
            (
                "without blanks",
                { () throws(InvalidProtectedResource) in try Self.resource(initial: [Scope(rawValue: "can ary")]) }
            ),
            (
                "without blanks",
                { () throws(InvalidProtectedResource) in try Self.resource(scopes: [Scope(rawValue: "canary\"")]) }
            ),
            (
                "without blanks",
                { () throws(InvalidProtectedResource) in try Self.resource(scopes: [Scope(rawValue: "")]) }
            ),
            (
                "leave it out",
                { () throws(InvalidProtectedResource) in try Self.resource(scopes: [Scope(rawValue: "offline_access")])
                }
            ),
            ("1 to 200", { () throws(InvalidProtectedResource) in try Self.resource(name: "canary\u{7}") }),
            ("1 to 200", { () throws(InvalidProtectedResource) in try Self.resource(name: "") }),
            (
                "https://",
                { () throws(InvalidProtectedResource) in try Self.resource(documentation: "javascript:canary") }
            ),
        ]
        for (accepted, attempt) in attempts {
            let error = try #require(throws: InvalidProtectedResource.self) { try attempt() }
            #expect(error.description.contains(accepted) || error.description.contains("host"), "\(error)")
            #expect(!error.description.contains("canary"))
        }
    }

    @Test("is named in every challenge that another token would answer, with the scopes to ask for")
    func challenges() throws {
        let resource = try Self.resource()
        let pointer = "resource_metadata=\"https://soar.example.com/.well-known/oauth-protected-resource/mcp\""
        func challenge(_ failure: AuthenticationFailure) -> String? {
            BearerChallenge(failure, resource: resource)?.headerValue
        }
        #expect(challenge(.missing) == "Bearer scope=\"playbooks:read\", " + pointer)
        for failure: AuthenticationFailure in [.malformedToken, .unknown, .disabled, .revoked, .expired] {
            let text = try #require(challenge(failure))
            #expect(text.hasPrefix("Bearer error=\"invalid_token\", error_description=\""))
            #expect(text.hasSuffix("\", scope=\"playbooks:read\", " + pointer))
        }
        let lacking = try #require(challenge(.insufficientScope([.playbooksExecute, .executionsRead])))
        #expect(lacking.hasPrefix("Bearer error=\"insufficient_scope\", "))
        #expect(lacking.hasSuffix("scope=\"playbooks:execute executions:read\", " + pointer))
        for failure: AuthenticationFailure in [.malformedHeader, .malformedQuery] {
            let text = try #require(challenge(failure))
            #expect(!text.contains("scope") && !text.contains("resource_metadata"))
        }
        #expect(challenge(.unavailable("x")) == nil)
    }

    @Test("without scopes to begin with a challenge names none")
    func noInitialScopes() throws {
        let resource = try Self.resource(initial: [])
        let challenge = try #require(BearerChallenge(.missing, resource: resource)?.headerValue)
        #expect(!challenge.contains("scope="))
        #expect(try Self.resource(initial: nil).initialScopes == [.playbooksRead, .playbooksExecute])
    }

    @Test("is the provider's, and a provider without one challenges as before")
    func provider() throws {
        let verifier = StaticTokenVerifier([:])
        let bare = BearerAuthProvider(verifier: verifier)
        #expect(bare.protectedResource == nil)
        #expect(bare.challenge(for: .missing) == "Bearer realm=\"soar-mcp\"")
        let resource = try Self.resource()
        let provider = BearerAuthProvider(verifier: verifier, resource: resource)
        #expect(provider.protectedResource == resource)
        #expect(provider.challenge(for: .missing)?.contains(resource.metadataURL) == true)
    }
}
