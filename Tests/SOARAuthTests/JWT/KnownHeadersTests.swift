//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

@testable import SOARAuth

/// A header that was right once says nothing of the next token but what its text says.
@Suite struct KnownHeadersTests {
    private let issuer: TestIssuer
    private let keys: JSONWebKeySet

    init() throws {
        issuer = try TestIssuer.standard.get()
        keys = try JSONWebKeySet(decoding: issuer.document(secrets: true), acceptsSecrets: true)
    }

    @Test(arguments: JWSAlgorithm.allCases) func eachTokenIsCheckedAlike(_ algorithm: JWSAlgorithm) throws {
        let verifier = JWSVerifier(algorithms: Set(JWSAlgorithm.allCases))
        let tokens = try (1...3).map { number in try issuer.token(algorithm, claims: { $0["jti"] = .integer(number) }) }
        let first = try verifier.verify(tokens[0], keys: keys)
        for token in tokens {
            let verified = try verifier.verify(token, keys: keys)
            #expect(verified.header == first.header)
            #expect(verified.keyID == "key-\(algorithm.rawValue)")
            // The first token's header, the second's payload, the third's signature.
            let mixed = [0, 1, 2].map { part in tokens[part].split(separator: ".")[part] }.joined(separator: ".")
            #expect(throws: AuthenticationFailure.invalidSignature) { try verifier.verify(mixed, keys: keys) }
        }
    }

    @Test func aKnownHeaderIsNotKnownToOtherKeys() throws {
        let verifier = JWSVerifier(algorithms: [.hs256])
        let token = try issuer.token(.hs256)
        #expect(try verifier.verify(token, keys: keys).keyID == "key-HS256")
        let renamed = try TestIssuer([.hs256], suffix: "-new")
        let exchanged = try TestIssuer([.hs256])
        for (other, failure) in [
            (renamed, AuthenticationFailure.unknownKey), (exchanged, .invalidSignature),
        ] {
            let others = try JSONWebKeySet(decoding: other.document(secrets: true), acceptsSecrets: true)
            #expect(throws: failure) { try verifier.verify(token, keys: others) }
        }
        let same = try VerificationKey(secret: Array(0..<64), algorithm: .hs512, id: "key-HS256")
        #expect(throws: AuthenticationFailure.wrongKeyAlgorithm) {
            try verifier.verify(token, keys: JSONWebKeySet([same]))
        }
    }

    /// Both issuers have the same keys, so that nothing but the policy is different.
    @Test func aKnownHeaderIsNotKnownToAnotherIssuer() async throws {
        let time = issuer.time
        func trusted(_ name: String, _ algorithm: JWSAlgorithm) throws -> JWTIssuer {
            var policy = JWTPolicy()
            policy.algorithms = [algorithm]
            return try JWTIssuer(name, audiences: [TestIssuer.audience], keys: keys, policy: policy)
        }
        let issuers = try [trusted("https://a.example", .hs256), trusted("https://b.example", .hs384)]
        let verifier = try JWTVerifier(issuers, now: { time })
        for _ in 0..<2 {
            let own = try issuer.token(.hs256, claims: { $0["iss"] = "https://a.example" })
            #expect(try await verifier.verify(BearerToken(own))?.issuer == "https://a.example")
            let foreign = try issuer.token(.hs256, claims: { $0["iss"] = "https://b.example" })
            await #expect(throws: AuthenticationFailure.unsupportedAlgorithm) {
                try await verifier.verify(BearerToken(foreign))
            }
        }
    }

    @Test func onlyTheSameTextIsTheSameHeader() throws {
        let headers = KnownHeaders()
        let verifier = JWSVerifier(algorithms: [.hs256])
        try keep(issuer.token(.hs256), in: headers)
        let again = try issuer.token(.hs256, claims: { $0["jti"] = "2" })
        #expect(try known(again, in: headers)?.header.keyID == "key-HS256")
        // A header that says more is another one, as one that says less.
        for extra in [#","crit":["x"]}"#, "}", #","typ":"JWT"}"#] {
            let other = try issuer.token(.hs256, header: #"{"alg":"HS256","kid":"key-HS256""# + extra, payload: "x")
            #expect(try known(other, in: headers) == nil)
        }
        let refused = try issuer.token(
            .hs256, header: #"{"alg":"HS256","kid":"key-HS256","crit":["x"]}"#, payload: "x")
        for _ in 0..<2 {
            #expect(throws: AuthenticationFailure.unacceptableHeader) { try verifier.verify(refused, keys: keys) }
        }
    }

    @Test func fewAreKept() throws {
        let headers = KnownHeaders()
        let tokens = try (0..<20).map { number in
            try issuer.token(.hs256, header: #"{"alg":"HS256","kid":"\#(number)"}"#, payload: "x")
        }
        for token in tokens { try keep(token, in: headers) }
        let kept = try tokens.map { try known($0, in: headers) != nil }
        #expect(kept == (0..<20).map { $0 >= 12 })
    }

    private func keep(_ text: String, in headers: KnownHeaders) throws {
        let token = try CompactJWS(text, headers: headers)
        headers.insert(try JWSHeader(token, algorithms: [.hs256]), of: token)
    }

    private func known(_ text: String, in headers: KnownHeaders) throws -> KnownHeader? {
        try CompactJWS(text, headers: headers).known
    }
}
