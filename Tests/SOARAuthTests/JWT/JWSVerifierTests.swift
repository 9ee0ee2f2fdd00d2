//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite struct JWSVerifierTests {
    private let issuer: TestIssuer
    private let keys: JSONWebKeySet

    init() throws {
        issuer = try TestIssuer.standard.get()
        keys = try JSONWebKeySet(decoding: issuer.document(secrets: true), acceptsSecrets: true)
    }

    @Test func anyPayloadIsTaken() throws {
        let token = try issuer.token(.edDSA, header: #"{"alg":"EdDSA","kid":"key-EdDSA"}"#, payload: "not JSON at all")
        let verified = try JWSVerifier().verify(token, keys: keys)
        #expect(String(decoding: verified.payload, as: UTF8.self) == "not JSON at all")
        #expect(verified.algorithm == .edDSA)
        #expect(verified.keyID == "key-EdDSA")
        #expect(verified.header["alg"] == "EdDSA")
    }

    @Test func anEmptyPayloadIsTaken() throws {
        let token = try issuer.token(.edDSA, header: #"{"alg":"EdDSA","kid":"key-EdDSA"}"#, payload: "")
        #expect(try JWSVerifier().verify(token, keys: keys).payload == [])
    }

    @Test(arguments: JWSAlgorithm.allCases) func onlyAllowedAlgorithmsAreTaken(_ algorithm: JWSAlgorithm) throws {
        let token = try issuer.token(algorithm)
        #expect(try JWSVerifier(algorithms: [algorithm]).verify(token, keys: keys).algorithm == algorithm)
        let others = Set(JWSAlgorithm.allCases).subtracting([algorithm])
        #expect(throws: AuthenticationFailure.unsupportedAlgorithm) {
            try JWSVerifier(algorithms: others).verify(token, keys: keys)
        }
    }

    @Test func theOtherNameOfEdDSAIsKnown() throws {
        let header = #"{"alg":"Ed25519","kid":"key-EdDSA"}"#
        #expect(
            try JWSVerifier().verify(issuer.token(.edDSA, header: header, payload: "x"), keys: keys).algorithm == .edDSA
        )
    }

    @Test func secretsAreNotTakenUnlessSaid() throws {
        let token = try issuer.token(.hs256)
        #expect(throws: AuthenticationFailure.unsupportedAlgorithm) { try JWSVerifier().verify(token, keys: keys) }
    }

    @Test func aTokenWithoutKeyNameIsForTheOnlyKey() throws {
        let token = try issuer.token(.es256, header: #"{"alg":"ES256"}"#, payload: "x")
        let key: JSONValue = ["keys": [.object(try issuer.key(.es256).jwk)]]
        let only = try JSONWebKeySet(decoding: Array(key.text().utf8))
        #expect(try JWSVerifier().verify(token, keys: only).keyID == "key-ES256")
        #expect(throws: AuthenticationFailure.unknownKey) { try JWSVerifier().verify(token, keys: keys) }
    }

    @Test func aNamedKeyIsForItsNameOnly() throws {
        let key: JSONValue = ["keys": [.object(try issuer.key(.es256).jwk)]]
        let only = try JSONWebKeySet(decoding: Array(key.text().utf8))
        let token = try issuer.token(.es256, header: #"{"alg":"ES256","kid":"other"}"#, payload: "x")
        #expect(throws: AuthenticationFailure.unknownKey) { try JWSVerifier().verify(token, keys: only) }
    }
}
