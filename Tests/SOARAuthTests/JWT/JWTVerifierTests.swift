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

    @Test("issuers with nothing in common stand side by side, whichever is asked first", arguments: [true, false])
    func issuersStandSideBySide(_ isReversed: Bool) async throws {
        let time = issuer.time
        func verifier(_ name: String, _ algorithm: JWSAlgorithm) throws -> JWTVerifier {
            var policy = JWTPolicy()
            policy.algorithms = [algorithm]
            let keys = try JSONWebKeySet(decoding: issuer.document(secrets: true), acceptsSecrets: true)
            return try JWTVerifier(
                issuer: name, audience: TestIssuer.audience, keys: keys, policy: policy, now: { time })
        }
        let algorithms: [JWSAlgorithm] = [.rs256, .hs256, .edDSA]
        let all = try algorithms.map { try verifier("https://\($0.rawValue).example", $0) }
        let verifiers = AnyOfTokenVerifier(isReversed ? all.reversed() : all)
        let stranger = try issuer.token(claims: { $0["iss"] = "https://nobody.example" })
        await #expect(throws: AuthenticationFailure.wrongIssuer) { try await verifiers.verify(BearerToken(stranger)) }
        for algorithm in algorithms {
            let own = try issuer.token(
                algorithm, claims: { $0["iss"] = .string("https://\(algorithm.rawValue).example") })
            #expect(try await verifiers.verify(BearerToken(own))?.subject == "alice", "\(algorithm)")
            // What one issuer may sign with is none of another's business.
            for other in algorithms where other != algorithm {
                let foreign = try issuer.token(
                    algorithm, claims: { $0["iss"] = .string("https://\(other.rawValue).example") })
                await #expect(throws: AuthenticationFailure.unsupportedAlgorithm) {
                    try await verifiers.verify(BearerToken(foreign))
                }
            }
        }
    }

    /// One letter, in one scalar and in two: the same for Swift, and not for anybody who compares bytes.
    private static let (composed, decomposed) = ("\u{E9}", "e\u{301}")

    @Test func issuersAndAudiencesAreComparedByteByByte() async throws {
        let (name, audience) = ("https://issuer.example/" + Self.composed, "soar-" + Self.composed)
        let time = issuer.time
        let verifier = try JWTVerifier(issuer: name, audience: audience, keys: keys, now: { time })
        func token(_ name: String, _ audience: String) throws -> BearerToken {
            BearerToken(
                try issuer.token(claims: { claims in
                    claims["iss"] = .string(name)
                    claims["aud"] = .string(audience)
                }))
        }
        let right = try token(name, audience)
        #expect(try await verifier.verify(right)?.subject == "alice")
        let otherIssuer = try token("https://issuer.example/" + Self.decomposed, audience)
        await #expect(throws: AuthenticationFailure.wrongIssuer) { try await verifier.verify(otherIssuer) }
        let otherAudience = try token(name, "soar-" + Self.decomposed)
        await #expect(throws: AuthenticationFailure.wrongAudience) { try await verifier.verify(otherAudience) }
    }

    @Test func keysAreNamedByteByByte() async throws {
        let key = JSONValue.object(try issuer.key(.es256).jwk.merging(["kid": .string("k" + Self.composed)]))
        let document: JSONValue = ["keys": [key]]
        let keys = try JSONWebKeySet(decoding: Array(document.text().utf8))
        let time = issuer.time
        let verifier = try JWTVerifier(
            issuer: TestIssuer.name, audience: TestIssuer.audience, keys: keys, now: { time })
        let right = try issuer.token(header: { $0["kid"] = .string("k" + Self.composed) })
        #expect(try await caller(of: right, verifier).subject == "alice")
        let wrong = try issuer.token(header: { $0["kid"] = .string("k" + Self.decomposed) })
        await #expect(throws: AuthenticationFailure.unknownKey) { try await verifier.verify(BearerToken(wrong)) }
    }

    /// Has other keys from the second question on.
    private struct RotatingKeys: KeySource {
        let old: JSONWebKeySet
        let new: JSONWebKeySet?
        let failure: KeySourceError?
        func keys(for keyID: String?) -> JSONWebKeySet { old }
        func newerKeys() throws(KeySourceError) -> JSONWebKeySet? {
            if let failure { throw failure }
            return new
        }
    }

    private func rotating(
        _ old: TestIssuer, _ new: TestIssuer?, isNamed: Bool = true, failure: KeySourceError? = nil
    ) throws -> JWTVerifier {
        func set(_ issuer: TestIssuer) throws -> JSONWebKeySet {
            var key = try issuer.key(.es256).jwk
            if !isNamed { key["kid"] = JSONValue?.none }
            let document: JSONValue = ["keys": [.object(key)]]
            return try JSONWebKeySet(decoding: Array(document.text().utf8))
        }
        let time = issuer.time
        let keys = RotatingKeys(old: try set(old), new: try new.map(set), failure: failure)
        return try JWTVerifier(issuer: TestIssuer.name, audience: TestIssuer.audience, keys: keys, now: { time })
    }

    @Test func aTokenThatNamesNoKeyIsCheckedWithNewerKeysToo() async throws {
        let (old, new) = (try TestIssuer([.es256]), try TestIssuer([.es256], suffix: "-new"))
        let nameless = try new.token(header: { $0["kid"] = JSONValue?.none })
        #expect(try await caller(of: nameless, rotating(old, new)).subject == "alice")
        #expect(try await caller(of: nameless, rotating(old, new, isNamed: false)).subject == "alice")
        #expect(try await caller(of: new.token(), rotating(old, new, isNamed: false)).subject == "alice")
        let lasting = try rotating(old, nil)
        await #expect(throws: AuthenticationFailure.invalidSignature) {
            try await lasting.verify(BearerToken(nameless))
        }
        let stranger = try TestIssuer([.es256]).token(header: { $0["kid"] = JSONValue?.none })
        let renewed = try rotating(old, new)
        await #expect(throws: AuthenticationFailure.invalidSignature) {
            try await renewed.verify(BearerToken(stranger))
        }
        // A name that is there is the right key or none.
        let named = try rotating(old, new)
        let impostor = try new.token(header: { $0["kid"] = .string("key-ES256") })
        await #expect(throws: AuthenticationFailure.invalidSignature) { try await named.verify(BearerToken(impostor)) }
    }

    @Test func aSourceThatMayNotLookNowLeavesItUndecided() async throws {
        let (old, new) = (try TestIssuer([.es256]), try TestIssuer([.es256]))
        let nameless = BearerToken(try new.token(header: { $0["kid"] = JSONValue?.none }))
        let waiting = try rotating(old, new, failure: KeySourceError("later", retryAfter: 3))
        await #expect(throws: AuthenticationFailure.undecided("keys of https://issuer.example: later", retryAfter: 3)) {
            try await waiting.verify(nameless)
        }
        let down = try rotating(old, new, failure: KeySourceError("down"))
        await #expect(throws: AuthenticationFailure.unavailable("keys of https://issuer.example: down")) {
            try await down.verify(nameless)
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
