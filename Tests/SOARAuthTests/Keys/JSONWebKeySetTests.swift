//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite struct JSONWebKeySetTests {
    private let issuer: TestIssuer

    init() throws { issuer = try TestIssuer.standard.get() }

    private func set(_ keys: JSONValue..., secrets: Bool = false) throws -> JSONWebKeySet {
        let document: JSONValue = ["keys": .array(keys)]
        return try JSONWebKeySet(decoding: Array(document.text().utf8), acceptsSecrets: secrets)
    }

    private func key(_ algorithm: JWSAlgorithm = .es256, _ change: (inout JSONObject) -> Void = { _ in }) throws
        -> JSONValue
    {
        var members = try issuer.key(algorithm).jwk
        change(&members)
        return .object(members)
    }

    @Test func everyAlgorithmHasAKey() throws {
        let set = try JSONWebKeySet(decoding: issuer.document(secrets: true), acceptsSecrets: true)
        #expect(Set(set.keys.map(\.algorithm)) == Set(JWSAlgorithm.allCases))
        #expect(set.skipped == [])
        #expect(set.contains(keyID: "key-ES256"))
        #expect(!set.contains(keyID: "key-es256"))
    }

    /// What makes a key unfit, and the words that say so.
    private static let odd: [(String, String, @Sendable (inout JSONObject) -> Void)] = [
        ("for encryption", "'use'", { $0["use"] = "enc" }),
        ("use is no text", "'use'", { $0["use"] = 1 }),
        ("operations without verify", "'key_ops'", { $0["key_ops"] = ["sign"] }),
        ("operations are no array", "'key_ops'", { $0["key_ops"] = "verify" }),
        ("a private key", "private key", { $0["d"] = "AAAA" }),
        ("an algorithm that is not supported", "'alg'", { $0["alg"] = "RSA-OAEP" }),
        ("an algorithm of another type", "not for RS256", { $0["alg"] = "RS256" }),
        ("an algorithm of another curve", "not for ES384", { $0["alg"] = "ES384" }),
        ("another type", "'kty'", { $0["kty"] = "XYZ" }),
        ("no type", "'kty'", { $0["kty"] = JSONValue?.none }),
        ("another curve", "'kty' or 'crv'", { $0["crv"] = "secp256k1" }),
        ("a curve that is not its own", "48 bytes", { $0["crv"] = "P-384" }),
        ("no x", "'x'", { $0["x"] = JSONValue?.none }),
        ("x with padding", "'x'", { $0["x"] = "AAAA=" }),
        ("a point that is not on the curve", "no key", { $0["x"] = $0["y"] }),
        ("a name that is no text", "'kid'", { $0["kid"] = 1 }),
        ("an empty name", "'kid'", { $0["kid"] = "" }),
        ("a name too long", "'kid'", { $0["kid"] = .string(String(repeating: "k", count: 257)) }),
    ]

    @Test(arguments: odd.indices) func anOddKeyIsSkippedAndTheOthersStay(_ index: Int) throws {
        let (name, reason, change) = Self.odd[index]
        let set = try set(key(.rs256), key(.es256, change), key(.edDSA))
        #expect(set.keys.map(\.algorithm) == [.rs256, .edDSA], "\(name)")
        #expect(set.skipped.map(\.index) == [1])
        #expect(set.skipped.first?.reason.contains(reason) == true, "\(name): \(set.skipped)")
    }

    @Test(arguments: ["null", .null, 1, ["a"], [:]] as [JSONValue])
    func whatIsNoKeyIsSkipped(_ element: JSONValue) throws {
        let set = try set(element, key())
        #expect(set.keys.count == 1)
        #expect(set.skipped.count == 1)
    }

    @Test func twoOfOneNameAreBothSkipped() throws {
        let set = try set(key(), key(.edDSA), key(.es256) { $0["x"] = $0["x"] })
        #expect(set.keys.map(\.algorithm) == [.edDSA])
        #expect(set.skipped.map(\.index) == [0, 2])
    }

    @Test func oneNameForTwoAlgorithmsIsTaken() throws {
        let set = try set(key(.es256) { $0["kid"] = "k" }, key(.rs256) { $0["kid"] = "k" })
        #expect(set.keys.count == 2)
        let token = try issuer.token(.rs256, header: { $0["kid"] = "k" })
        #expect(try JWSVerifier().verify(token, keys: set).algorithm == .rs256)
    }

    @Test func aKeyWithoutAnAlgorithmIsForOneOnly() throws {
        let set = try set(key(.rs256) { $0["alg"] = JSONValue?.none })
        #expect(set.keys.map(\.algorithm) == [.rs256])
        // One forged token must not decide what the key is for from then on.
        let forged = try issuer.token(.ps256, header: { $0["kid"] = "key-RS256" })
        #expect(throws: AuthenticationFailure.wrongKeyAlgorithm) { try JWSVerifier().verify(forged, keys: set) }
        #expect(try JWSVerifier().verify(issuer.token(.rs256), keys: set).keyID == "key-RS256")
    }

    @Test func anAlgorithmIsSaidForKeysThatSayNone() throws {
        let keys = try [
            key(.rs256) { $0["alg"] = JSONValue?.none }, key(.rs384), key(.es256) { $0["alg"] = JSONValue?.none },
        ]
        let document: JSONValue = ["keys": .array(keys)]
        let set = try JSONWebKeySet(decoding: Array(document.text().utf8), algorithm: .ps256)
        // Not for one that says its own, and not for one that it does not suit.
        #expect(set.keys.map(\.algorithm) == [.ps256, .rs384, .es256])
    }

    @Test func keysWithoutANameBesideOthersAreForTokensWithoutOne() throws {
        func nameless(_ issuer: TestIssuer) throws -> JSONValue {
            var members = try issuer.key(.es256).jwk
            members["kid"] = JSONValue?.none
            return .object(members)
        }
        let (old, new) = (try TestIssuer([.es256]), try TestIssuer([.es256]))
        let beside = try set(key(.rs256), nameless(old), nameless(new))
        #expect(beside.keys.count == 3 && beside.skipped == [])
        for issuer in [old, new] {
            let token = try issuer.token(header: { $0["kid"] = JSONValue?.none })
            #expect(try JWSVerifier().verify(token, keys: beside).algorithm == .es256)
            let named = try issuer.token()
            #expect(throws: AuthenticationFailure.unknownKey) { try JWSVerifier().verify(named, keys: beside) }
            // Where no key has a name, what a token calls its own says nothing.
            #expect(try JWSVerifier().verify(named, keys: set(nameless(old), nameless(new))).algorithm == .es256)
        }
        let stranger = try TestIssuer([.es256]).token(header: { $0["kid"] = JSONValue?.none })
        #expect(throws: AuthenticationFailure.invalidSignature) { try JWSVerifier().verify(stranger, keys: beside) }
    }

    @Test func keysWithoutANameAreFew() throws {
        let nameless = try (0..<6).map { _ in try key(.es256) { $0["kid"] = JSONValue?.none } }
        let document: JSONValue = ["keys": .array(try nameless + [key(.rs256)])]
        let set = try JSONWebKeySet(decoding: Array(document.text().utf8))
        #expect(set.keys.count == 5)
        #expect(set.skipped.map(\.index) == [4, 5])
        #expect(set.skipped.allSatisfy { $0.reason.contains("without 'kid'") })
    }

    @Test func secretsAreTakenOnlyWhereSaid() throws {
        let secret = try issuer.key(.hs256).jwk
        #expect(try set(.object(secret), key()).skipped.map(\.index) == [0])
        #expect(try set(.object(secret), key(), secrets: true).keys.count == 2)
    }

    @Test(arguments: [
        ("", "no JSON"), ("[]", "'keys'"), ("{}", "'keys'"), ("{\"keys\":{}}", "'keys'"), ("{\"keys\":[]}", "no key"),
        ("{\"keys\":[],\"keys\":[]}", "two members of one object have the same name"),
        ("{\"keys\":[{\"kty\":\"XYZ\"}]}", "'kty'"),
        (String(repeating: "[", count: 100_000), "no JSON"),
        (String(repeating: "[", count: 100_000), "deeper than 8 levels"), ("{\"keys\":[1,]}", "no JSON"),
    ]) func aWrongDocumentIsRefusedWithItsFault(_ document: String, _ words: String) {
        let error = #expect(throws: KeySetError.self) { try JSONWebKeySet(decoding: Array(document.utf8)) }
        #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    }

    @Test func limitsHold() throws {
        let many = JSONValue.array([JSONValue](repeating: ["kty": "XYZ"], count: 501))
        let document: JSONValue = ["keys": many]
        let error = #expect(throws: KeySetError.self) { try JSONWebKeySet(decoding: Array(document.text().utf8)) }
        #expect(error?.message.contains("500") == true)
        #expect(throws: KeySetError.self) {
            try JSONWebKeySet(decoding: [UInt8](repeating: 0x20, count: 1024 * 1024 + 1))
        }
    }

    @Test func smallRSAKeysAreSkipped() throws {
        // 1024 bits: anything of that length is too short, whether it is a modulus or not.
        let short = Base64URL.encode([0xC1] + [UInt8](repeating: 0x55, count: 127))
        let set = try set(key(.rs256) { $0["n"] = .string(short) }, key())
        #expect(set.skipped.count == 1)
    }

    @Test func configuredKeysNeedNames() throws {
        let named = try VerificationKey(secret: Array(0..<32), id: "a")
        let nameless = try VerificationKey(secret: Array(0..<32))
        #expect(try JSONWebKeySet([nameless]).keys.count == 1)
        #expect(throws: KeySetError.self) { try JSONWebKeySet([]) }
        #expect(throws: KeySetError.self) { try JSONWebKeySet([named, nameless]) }
        #expect(throws: KeySetError.self) { try JSONWebKeySet([named, named]) }
    }
}
