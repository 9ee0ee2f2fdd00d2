//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite struct JWTVerifierTests {
    private let issuer: TestIssuer
    private let keys: JSONWebKeySet

    init() throws {
        issuer = try TestIssuer.standard.get()
        keys = try JSONWebKeySet(decoding: issuer.document())
    }

    private func verifier(
        audience: String = TestIssuer.audience, at offset: TimeInterval = 0,
        _ change: (inout JWTPolicy) -> Void = { _ in }
    ) throws -> JWTVerifier {
        var policy = JWTPolicy()
        change(&policy)
        let time = issuer.time + offset
        return try JWTVerifier(
            issuer: TestIssuer.name, audience: audience, keys: keys, policy: policy, now: { time })
    }

    private func caller(
        of token: String, _ verifier: JWTVerifier
    ) async throws -> AccessToken {
        let caller = try await verifier.verify(BearerToken(token))
        return try #require(caller)
    }

    @Test func claimsBecomeACaller() async throws {
        let caller = try await caller(of: issuer.token(), verifier { $0.nameClaim = "name" })
        #expect(caller.subject == "alice")
        #expect(caller.issuer == TestIssuer.name)
        #expect(caller.client == "agent")
        #expect(caller.name == "alice")
        #expect(caller.tenant == .default)
        #expect(caller.scopes == [.playbooksRead, .playbooksExecute])
        #expect(caller.audience == [TestIssuer.audience])
        #expect(caller.expiresAt == issuer.time + 3660)
        #expect(caller.claims["jti"] == "1")
    }

    @Test func namedClaimsAreTaken() async throws {
        let token = try issuer.token(claims: { claims in
            claims["team"] = "blue"
            claims["name"] = "Alice"
            claims["client_id"] = JSONValue?.none
            claims["azp"] = "console"
        })
        let caller = try await caller(
            of: token,
            verifier {
                $0.tenantClaim = "team"
                $0.nameClaim = "name"
            })
        #expect(caller.tenant == TenantID(rawValue: "blue"))
        #expect(caller.name == "Alice")
        #expect(caller.client == "console")
    }

    @Test func aTenantThatIsWantedMustBeThere() async throws {
        let verifier = try verifier { $0.tenantClaim = "team" }
        let token = try issuer.token()
        await #expect(throws: AuthenticationFailure.invalidClaims) { try await verifier.verify(BearerToken(token)) }
    }

    private static let scopeForms: [(String, JSONValue)] = [
        ("scp", "playbooks:read"), ("scp", ["playbooks:read"]), ("scope", "playbooks:read"),
        ("scope", " playbooks:read  "),
    ]

    @Test(arguments: scopeForms) func scopesComeInSeveralForms(_ name: String, _ value: JSONValue) async throws {
        let token = try issuer.token(claims: { claims in
            claims["scope"] = JSONValue?.none
            claims[name] = value
        })
        #expect(try await caller(of: token, verifier()).scopes == [.playbooksRead])
    }

    @Test(arguments: [
        ("https://soar.example/mcp", "https://soar.example:443/mcp"),
        ("https://soar.example/mcp", "HTTPS://Soar.Example/mcp"),
        ("https://soar.example", "https://soar.example/"), ("https://soar.example:443", "https://soar.example"),
        ("urn:example:soar", "urn:example:soar"), ("soar", "soar"), ("http://localhost:80/mcp", "http://localhost/mcp"),
    ]) func audiencesAreComparedAsURIs(_ configured: String, _ claimed: String) async throws {
        let token = try issuer.token(claims: { $0["aud"] = ["other", .string(claimed)] })
        #expect(try await caller(of: token, verifier(audience: configured)).audience == ["other", claimed])
    }

    @Test(arguments: [
        ("URN:example:soar", "urn:example:soar"), ("https://A@soar.example/", "https://a@soar.example/"),
        ("soar", "Soar"),
        ("https://soar.example/mcp", "https://soar.example/mcp/"),
    ]) func nearlyTheSameAudienceIsAnother(_ configured: String, _ claimed: String) async throws {
        let verifier = try verifier(audience: configured)
        let token = try issuer.token(claims: { $0["aud"] = .string(claimed) })
        await #expect(throws: AuthenticationFailure.wrongAudience) { try await verifier.verify(BearerToken(token)) }
    }

    @Test(arguments: [-60.0, 0, 3599, 3659.5]) func timesAreTakenWithinTheSkew(_ offset: TimeInterval) async throws {
        #expect(try await caller(of: issuer.token(), verifier(at: offset)).subject == "alice")
    }

    @Test(arguments: [(-60.5, AuthenticationFailure.notYetValid), (3660, .expired), (3600.5 + 60, .expired)])
    func timesBeyondTheSkewAreNot(_ offset: TimeInterval, _ failure: AuthenticationFailure) async throws {
        let verifier = try verifier(at: offset)
        let token = try issuer.token()
        await #expect(throws: failure) { try await verifier.verify(BearerToken(token)) }
    }

    @Test func aSkewOfZeroIsExact() async throws {
        let token = try issuer.token()
        #expect(
            try await caller(of: token, verifier(at: 3599.5) { $0.clockSkew = .zero }).expiresAt == issuer.time + 3600)
        let late = try verifier(at: 3600) { $0.clockSkew = .zero }
        await #expect(throws: AuthenticationFailure.expired) { try await late.verify(BearerToken(token)) }
    }

    @Test(arguments: [nil, "JWT", "jwt", "at+jwt", "application/at+jwt", "AT+JWT"] as [JSONValue?])
    func olderIssuersMaySayNothingOfTheType(_ type: JSONValue?) async throws {
        let token = try issuer.token(header: { $0["typ"] = type })
        #expect(try await caller(of: token, verifier { $0.type = .any }).subject == "alice")
    }

    @Test(arguments: ["logout+jwt", "dpop+jwt", "secevent+jwt", ""])
    func otherKindsOfTokenAreNeverTaken(_ type: String) async throws {
        let verifier = try verifier { $0.type = .any }
        let token = try issuer.token(header: { $0["typ"] = .string(type) })
        await #expect(throws: AuthenticationFailure.wrongType) { try await verifier.verify(BearerToken(token)) }
    }

    @Test(arguments: ["client_id", "jti", "iat"]) func profileClaimsMayBeAskedFor(_ name: String) async throws {
        let strict = try verifier { $0.requiresProfileClaims = true }
        let token = try issuer.token(claims: { $0[name] = JSONValue?.none })
        #expect(try await caller(of: issuer.token(), strict).subject == "alice")
        #expect(try await caller(of: token, verifier()).subject == "alice")
        await #expect(throws: AuthenticationFailure.invalidClaims) { try await strict.verify(BearerToken(token)) }
    }

    @Test func anAlgorithmMustBeAllowedByTheIssuerItself() async throws {
        var narrow = JWTPolicy()
        narrow.algorithms = [.es256]
        let time = issuer.time
        let verifier = try JWTVerifier(
            [
                JWTIssuer(TestIssuer.name, audiences: [TestIssuer.audience], keys: keys, policy: narrow),
                JWTIssuer("https://second.example", audiences: [TestIssuer.audience], keys: keys),
            ], now: { time })
        #expect(try await caller(of: issuer.token(.es256), verifier).subject == "alice")
        let token = try issuer.token(.rs256)
        await #expect(throws: AuthenticationFailure.unsupportedAlgorithm) {
            try await verifier.verify(BearerToken(token))
        }
    }

    @Test func oneIssuerCannotSignForAnother() async throws {
        let other = try TestIssuer([.es256])
        let time = issuer.time
        let verifier = try JWTVerifier(
            [
                JWTIssuer(TestIssuer.name, audiences: [TestIssuer.audience], keys: keys),
                JWTIssuer(
                    "https://second.example", audiences: [TestIssuer.audience],
                    keys: JSONWebKeySet(decoding: other.document())),
            ], now: { time })
        let own = try other.token(claims: { $0["iss"] = "https://second.example" })
        #expect(try await caller(of: own, verifier).subject == "alice")
        let foreign = try other.token()
        await #expect(throws: AuthenticationFailure.invalidSignature) {
            try await verifier.verify(BearerToken(foreign))
        }
    }

    @Test func otherTokensAreLeftToOthers() async throws {
        let verifier = try verifier()
        #expect(try await verifier.verify(BearerToken("opaque")) == nil)
        #expect(try await verifier.verify(BearerToken("one.dot")) == nil)
        #expect(try await verifier.verify(BearerToken("\(APITokenSecret.marker)a.b.c")) == nil)
    }

    @Test func keysThatCannotBeHadAreNotTheTokensFault() async throws {
        struct Unreachable: KeySource {
            func keys(for keyID: String?) throws(KeySourceError) -> JSONWebKeySet { throw KeySourceError("no answer") }
        }
        let time = issuer.time
        let verifier = try JWTVerifier(
            issuer: TestIssuer.name, audience: TestIssuer.audience, keys: Unreachable(), now: { time })
        let token = try issuer.token()
        let failure = await #expect(throws: AuthenticationFailure.self) {
            try await verifier.verify(BearerToken(token))
        }
        #expect(failure == .unavailable("keys of https://issuer.example: no answer"))
        #expect(failure?.status == 503)
    }

    @Test func configurationsThatCannotBeMeantAreRefused() {
        #expect(throws: KeySetError.self) { try JWTVerifier([]) }
        #expect(throws: KeySetError.self) { try JWTIssuer("", audiences: ["a"], keys: keys) }
        #expect(throws: KeySetError.self) { try JWTIssuer("i", audiences: [], keys: keys) }
        #expect(throws: KeySetError.self) { try JWTIssuer("i", audiences: [""], keys: keys) }
        #expect(throws: KeySetError.self) { try verifier { $0.algorithms = [] } }
        #expect(throws: KeySetError.self) { try verifier { $0.clockSkew = .seconds(601) } }
        #expect(throws: KeySetError.self) { try verifier { $0.clockSkew = .seconds(-1) } }
        #expect(throws: KeySetError.self) { try verifier { $0.maximumLifetime = .zero } }
        #expect(throws: KeySetError.self) {
            let one = try JWTIssuer("i", audiences: ["a"], keys: keys)
            _ = try JWTVerifier([one, one])
        }
    }
}
