//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras
import SOARCore

extension VerificationKey {
    /// Members that only the private half has (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2, `priv` of AKP keys).
    private static let privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "priv"]
    /// Length of a key's name in bytes, as in a token's header.
    private static let maximumIDBytes = 256

    /// Reads one JSON Web Key (RFC 7517 §4).
    ///
    /// - Parameters:
    ///   - key: Its members; ones that are not known are passed over (RFC 7517 §4).
    ///   - acceptsSecrets: Whether a symmetric key is taken; only from a place that nobody else reads.
    ///   - fallback: Its algorithm where it says none and suits that one; nil for the usual one of its type.
    /// - Throws: ``KeySetError`` with what makes it unfit for checking signatures.
    init(jwk key: JSONObject, acceptsSecrets: Bool = false, algorithm fallback: JWSAlgorithm? = nil) throws(KeySetError)
    {
        let id = try Self.text(key, "kid")
        guard id.map({ (1...Self.maximumIDBytes).contains($0.utf8.count) }) ?? true else {
            throw KeySetError("'kid' has 1 to \(Self.maximumIDBytes) bytes")
        }
        guard try Self.text(key, "use") ?? "sig" == "sig" else { throw KeySetError("'use' is not 'sig'") }
        if let operations = key["key_ops"] {
            guard let names = operations.arrayValue, names.contains(.string("verify")) else {
                throw KeySetError("'key_ops' has no 'verify'")
            }
        }
        guard !Self.privateMembers.contains(where: { key[$0] != nil }) else {
            throw KeySetError("it holds a private key, which must never be published")
        }
        var algorithm: JWSAlgorithm?
        if let name = try Self.text(key, "alg") {
            guard let known = JWSAlgorithm(name: name) else { throw KeySetError("'alg' is none that is supported") }
            algorithm = known
        }
        let material = try Self.material(key, algorithm)
        if case .secret = material, !acceptsSecrets { throw KeySetError("secrets are not taken from a key set") }
        if let fallback, algorithm == nil, material.suits(fallback) { algorithm = fallback }
        try self.init(id: id, algorithm: algorithm, material: material)
    }

    private static func material(_ key: JSONObject, _ algorithm: JWSAlgorithm?) throws(KeySetError) -> Material {
        switch (try text(key, "kty"), try text(key, "crv")) {
        case ("RSA", _):
            let (modulus, exponent) = (try bytes(key, "n"), try bytes(key, "e"))
            return try .rsa(valid { try _RSA.Signing.PublicKey(n: modulus, e: exponent) })
        case ("EC", "P-256"):
            let point = try point(key, 32)
            return try .p256(valid { try P256.Signing.PublicKey(x963Representation: point) })
        case ("EC", "P-384"):
            let point = try point(key, 48)
            return try .p384(valid { try P384.Signing.PublicKey(x963Representation: point) })
        case ("EC", "P-521"):
            let point = try point(key, 66)
            return try .p521(valid { try P521.Signing.PublicKey(x963Representation: point) })
        case ("OKP", "Ed25519"):
            let point = try bytes(key, "x")
            return try .ed25519(valid { try Curve25519.Signing.PublicKey(rawRepresentation: point) })
        case ("AKP", _):
            let bytes = try bytes(key, "pub")
            return switch algorithm {
            case .mlDSA65: try .mlDSA65(valid { try MLDSA65.PublicKey(rawRepresentation: bytes) })
            case .mlDSA87: try .mlDSA87(valid { try MLDSA87.PublicKey(rawRepresentation: bytes) })
            default: throw KeySetError("'alg' of an AKP key is ML-DSA-65 or ML-DSA-87 here")
            }
        case ("oct", _): return .secret(SymmetricKey(data: try bytes(key, "k")))
        default: throw KeySetError("'kty' or 'crv' is none that is supported")
        }
    }

    /// The point of an elliptic curve (RFC 7518 §6.2.1: both coordinates in full length), uncompressed.
    private static func point(_ key: JSONObject, _ length: Int) throws(KeySetError) -> [UInt8] {
        let (x, y) = (try bytes(key, "x"), try bytes(key, "y"))
        guard x.count == length, y.count == length else { throw KeySetError("'x' and 'y' have \(length) bytes") }
        return [4] + x + y
    }

    private static func text(_ key: JSONObject, _ name: String) throws(KeySetError) -> String? {
        guard let value = key[name] else { return nil }
        guard let text = value.stringValue else { throw KeySetError("'\(name)' is not a string") }
        return text
    }

    private static func bytes(_ key: JSONObject, _ name: String) throws(KeySetError) -> [UInt8] {
        guard let text = try text(key, name), let bytes = Base64URL.decode(text), !bytes.isEmpty else {
            throw KeySetError("'\(name)' is not there or not base64url")
        }
        return bytes
    }

    private static func valid<Key>(_ make: () throws -> Key) throws(KeySetError) -> Key {
        do { return try make() } catch { throw KeySetError("it is no key of its type, or too short") }
    }
}
