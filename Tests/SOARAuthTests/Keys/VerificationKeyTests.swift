//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite struct VerificationKeyTests {
    private static let ed25519 = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """

    @Test(arguments: [JWSAlgorithm.rs256, .es256, .es384, .es512]) func pemKeysCheckTokens(_ algorithm: JWSAlgorithm)
        throws
    {
        let issuer = try TestIssuer.standard.get()
        let pem = try #require(try issuer.key(algorithm).pem)
        let key = try VerificationKey(pem: pem)
        #expect(key.algorithm == algorithm)
        // A key without a name stands alone: it checks every token, whatever `kid` says.
        #expect(try JWSVerifier().verify(issuer.token(algorithm), keys: JSONWebKeySet([key])).algorithm == algorithm)
        let named = try JSONWebKeySet([VerificationKey(pem: pem, id: "other")])
        let token = try issuer.token(algorithm)
        #expect(throws: AuthenticationFailure.unknownKey) { try JWSVerifier().verify(token, keys: named) }
    }

    @Test func rsaKeysAreForTheAlgorithmThatIsSaid() throws {
        let issuer = try TestIssuer.standard.get()
        let pem = try #require(try issuer.key(.ps384).pem)
        let keys = try JSONWebKeySet([VerificationKey(pem: pem, algorithm: .ps384)])
        #expect(try JWSVerifier().verify(issuer.token(.ps384), keys: keys).algorithm == .ps384)
        #expect(throws: KeySetError.self) { try VerificationKey(pem: pem, algorithm: .es256) }
        #expect(throws: KeySetError.self) { try VerificationKey(pem: pem, algorithm: .hs256) }
    }

    @Test func ed25519HasAPEMForm() throws {
        #expect(try VerificationKey(pem: Self.ed25519).algorithm == .edDSA)
        #expect(try VerificationKey(pem: Self.ed25519 + "\n").algorithm == .edDSA)
    }

    @Test(arguments: [
        ("", "no public key"), ("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", "no public key"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "openssl pkey"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "openssl x509"),
        (String(repeating: "A", count: 17 * 1024), "at most"),
    ]) func otherTextsAreRefusedWithWhatHelps(_ pem: String, _ words: String) {
        let error = #expect(throws: KeySetError.self) { try VerificationKey(pem: pem) }
        #expect(error?.message.contains(words) == true)
    }

    @Test(arguments: [(JWSAlgorithm.hs256, 32), (.hs384, 48), (.hs512, 64)])
    func secretsHaveFullLength(_ algorithm: JWSAlgorithm, _ length: Int) throws {
        let key = try VerificationKey(secret: Array(0..<UInt8(length)), algorithm: algorithm)
        #expect(key.algorithm == algorithm)
        let error = #expect(throws: KeySetError.self) {
            try VerificationKey(secret: Array(0..<UInt8(length - 1)), algorithm: algorithm)
        }
        #expect(error?.message.contains("\(length) bytes") == true)
    }

    @Test(arguments: ["a", "abc", "1234567", "secret!"]) func aFewCharactersOverAndOverAreNoSecret(_ part: String) {
        let secret = Array(String(repeating: part, count: 64).utf8)
        let error = #expect(throws: KeySetError.self) { try VerificationKey(secret: secret) }
        #expect(error?.message.contains("openssl rand -hex 32") == true)
    }

    @Test func secretsInHexadecimalDigitsAreTaken() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<1_000 {
            let digits = (0..<64).map { _ in UInt8.random(in: 0..<16, using: &generator) }
            _ = try VerificationKey(secret: digits.flatMap { Array(String($0, radix: 16).utf8) })
        }
    }

    @Test func noKeyIsPrinted() throws {
        let key = try VerificationKey(secret: Array("a secret that nobody may ever read".utf8))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] { #expect(text.contains("secret") == false) }
    }
}
