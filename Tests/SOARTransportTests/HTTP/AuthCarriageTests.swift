//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// How a token comes, and what is answered where it is not good ("Bad input", requirements G66, G67, decision 6).
@Suite("Tokens on their way")
struct AuthCarriageTests {
    /// What an answer must say.
    struct Expectation: Sendable {
        var status: Int
        var error: String
        var reason: String
        /// The challenge's `error` member.
        var challenge: String?
    }

    private func check(_ answer: TestAnswer, _ expected: Expectation) {
        #expect(answer.status == expected.status)
        #expect(answer.json?["error"] == .string(expected.error))
        #expect(answer.json?["reason"] == .string(expected.reason))
        #expect(answer.json?["message"]?.stringValue?.isEmpty == false)
        let challenge = answer["WWW-Authenticate"] ?? ""
        #expect(challenge.hasPrefix("Bearer"))
        if let error = expected.challenge {
            #expect(challenge.contains("error=\"\(error)\""))
        } else {
            #expect(challenge == "Bearer realm=\"soar-mcp\"")
        }
        #expect(answer["Retry-After"] == nil)
    }

    private static let missing = Expectation(status: 401, error: "unauthorized", reason: "missing_token")
    private static let header = Expectation(
        status: 400, error: "invalid_request", reason: "malformed_authorization", challenge: "invalid_request")
    private static let query = Expectation(
        status: 400, error: "invalid_request", reason: "malformed_query_token", challenge: "invalid_request")
    private static func bad(_ reason: String) -> Expectation {
        Expectation(status: 401, error: "unauthorized", reason: reason, challenge: "invalid_token")
    }

    @Test("a token is good in the header and in the query, in every spelling of the scheme")
    func good() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            let token = try #require(client.token)
            let request = client.request("tools/list")
            for value in ["Bearer \(token)", "bearer \(token)", "BEARER \(token)", "Bearer    \(token)"] {
                #expect(try await client.send(request.with("Authorization", value)).status == 200)
            }
            let bare = request.with("Authorization", nil)
            for target in [
                "/mcp?token=\(token)", "/mcp/?token=\(token)", "/mcp?a=b&token=\(token)&c", "/mcp?token=\(token)#x",
            ] {
                let answer = try await client.send(bare.with(target: target))
                #expect(answer.status == (target.contains("#") ? 400 : 200))
            }
        }
    }

    @Test("no credentials, or of another scheme: 401 without an error in the challenge")
    func missing() async throws {
        try await withTestServer { server in
            let token = try await server.issue("alice").secret.exposed
            let request = server.client().request("tools/list")
            let others: [TestRequest] = [
                request, request.with("Authorization", "Basic YTpi"), request.with("Authorization", "Digest x"),
                request.with("Authorization", "Bearers \(token)"), request.with("Cookie", "token=\(token)"),
                request.with("X-Api-Key", token), request.with("Proxy-Authorization", "Bearer \(token)"),
                request.with("X-Forwarded-Authorization", "Bearer \(token)"), request.with("Token", token),
                request.with(target: "/mcp?access_token=\(token)"), request.with(target: "/mcp?Token=\(token)"),
                request.with(target: "/mcp?x=token=\(token)"), request.with(target: "/mcp?"),
                request.with(target: "/mcp?\(token)"),
                server.client().request("tools/list", ["token": .string(token)]),
            ]
            for request in others { check(try await server.client().send(request), Self.missing) }
        }
    }

    @Test("a repeated or malformed header: 400 invalid_request")
    func malformedHeader() async throws {
        try await withTestServer { server in
            let token = try await server.issue("alice").secret.exposed
            let request = server.client().request("tools/list")
            let values = [
                "Bearer", "Bearer a b", "Bearer \(token),\(token)", "Bearer \(token), Bearer \(token)",
                "Bearer \"\(token)\"", "Bearer token=\(token)", "Bearer %73oar", "Bearer ä", "Bearer \(token) x",
            ]
            for value in values {
                check(try await server.client().send(request.with("Authorization", value)), Self.header)
            }
            let twice = request.adding("Authorization", "Bearer \(token)").adding("authorization", "Bearer \(token)")
            check(try await server.client().send(twice), Self.header)
            let two = request.adding("Authorization", "Basic x").adding("Authorization", "Bearer \(token)")
            check(try await server.client().send(two), Self.header)
        }
    }

    @Test("a token that is mistyped, unknown, disabled, revoked or expired: 401 invalid_token")
    func bad() async throws {
        try await withTestServer { server in
            let good = try await server.issue("good").secret.exposed
            let flipped = good.dropLast() + (good.hasSuffix("a") ? "b" : "a")
            let disabled = try await server.issue("disabled")
            _ = try await server.store.setToken(disabled.token.id, state: .disabled)
            let revoked = try await server.issue("revoked")
            _ = try await server.store.setToken(revoked.token.id, state: .revoked)
            let expired = try await server.issue("expired", expiresAt: server.setup.clock.now)
            let cases: [(String, String)] = [
                (String(flipped), "malformed_token"), (String(good.dropLast()), "malformed_token"),
                (good + "0", "malformed_token"), (String(good.prefix(12)), "malformed_token"),
                ("soar_" + good.dropFirst(5).uppercased(), "malformed_token"), ("soar_", "malformed_token"),
                (good.uppercased(), "invalid_token"), (String(repeating: "x", count: 20_000), "malformed_token"),
                (APITokenSecret().exposed, "invalid_token"), ("hello", "invalid_token"), ("a.b.c", "invalid_token"),
                (disabled.secret.exposed, "invalid_token"), (revoked.secret.exposed, "invalid_token"),
                (expired.secret.exposed, "expired_token"),
            ]
            for (token, reason) in cases {
                let answer = try await server.client(token).call("tools/list")
                check(answer, Self.bad(reason))
                #expect(!answer.body.contains(token))
            }
            check(
                try await server.client(disabled.token.hash.hexadecimal).call("tools/list"), Self.bad("invalid_token"))
        }
    }

    @Test("to the caller unknown, disabled and revoked look alike to the byte")
    func noOracle() async throws {
        try await withTestServer { server in
            let disabled = try await server.issue("disabled")
            _ = try await server.store.setToken(disabled.token.id, state: .disabled)
            let revoked = try await server.issue("revoked")
            _ = try await server.store.setToken(revoked.token.id, state: .revoked)
            let answers = try await [APITokenSecret(), disabled.secret, revoked.secret].asyncMap {
                try await server.client($0.exposed).call("tools/list").raw
            }
            #expect(Set(answers.map(\.body)).count == 1)
            #expect(Set(answers.map { $0.fields["www-authenticate"] }).count == 1)
            #expect(try await server.records().map(\.error) == ["unknown", "disabled", "revoked"])
        }
    }

    @Test("a header wins, and a query with another token beside it is refused")
    func headerWins() async throws {
        try await withTestServer { server in
            let good = try await server.issue("good").secret.exposed
            let request = server.client().request("tools/list")
            let query = request.with(target: "/mcp?token=\(good)")
            check(try await server.client().send(query.with("Authorization", "Basic YTpi")), Self.missing)
            check(try await server.client().send(query.with("Authorization", "Bearer")), Self.header)
            let unknown = query.with("Authorization", "Bearer \(APITokenSecret().exposed)")
            check(try await server.client().send(unknown), Self.query)
            let header = request.with("Authorization", "Bearer \(good)")
            for target in ["/mcp?token=\(good)", "/mcp?token=\(good)&token=\(good)", "/mcp?tok=bad"] {
                #expect(try await server.client().send(header.with(target: target)).status == 200)
            }
            // Two ways in one request, and another token each (RFC 6750 §3.1).
            for target in ["/mcp?token=bad", "/mcp?token=\(good)&token=b", "/mcp?token=", "/mcp?token=a.b.c"] {
                check(try await server.client().send(header.with(target: target)), Self.query)
            }
        }
    }

    @Test("a query that is ambiguous, encoded or holds a JWT: 400 invalid_request")
    func malformedQuery() async throws {
        try await withTestServer { server in
            let good = try await server.issue("good").secret.exposed
            let queries = [
                "token=\(good)&token=\(good)", "token=", "token", "token=\(good)%20", "token=%73\(good.dropFirst())",
                "token=eyJhbGciOiJub25lIn0.e30.", "token=a.b.c",
            ]
            for query in queries {
                let request = server.client().request("tools/list").with(target: "/mcp?\(query)")
                check(try await server.client().send(request), Self.query)
            }
        }
    }

    @Test("a query is not looked at where that is switched off")
    func queryOff() async throws {
        var setup = TestServer.Setup()
        setup.acceptsQueryToken = false
        try await withTestServer(setup) { server in
            let good = try await server.issue("good").secret.exposed
            for query in ["token=\(good)", "token=\(good)&token=\(good)", "token="] {
                let request = server.client().request("tools/list").with(target: "/mcp?\(query)")
                check(try await server.client().send(request), Self.missing)
            }
            #expect(try await server.client(good).call("tools/list").status == 200)
        }
    }

    @Test("a caller whose time has run out is refused whichever verifier let it in")
    func expiredCaller() async throws {
        var setup = TestServer.Setup()
        let past = AccessToken(subject: "s", client: "c", scopes: Scope.standard, expiresAt: .distantPast)
        setup.verifier = StaticTokenVerifier(["t": past])
        try await withTestServer(setup) { server in
            check(try await server.client("t").call("tools/list"), Self.bad("expired_token"))
        }
    }
}

extension APITokenHash {
    fileprivate var hexadecimal: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

extension Array {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
