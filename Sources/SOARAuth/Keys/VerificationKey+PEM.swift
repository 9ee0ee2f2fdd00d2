//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras

import struct Foundation.Data

extension VerificationKey {
    /// What comes before an Ed25519 key in its DER form (RFC 8410 §4).
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]
    /// Length of a file with one key in characters.
    private static let maximumPEMLength = 16 * 1024

    /// Reads a public key in PEM form (RFC 7468 §13), of an RSA, elliptic-curve or Ed25519 key.
    ///
    /// - Parameters:
    ///   - pem: `-----BEGIN PUBLIC KEY-----` and so on.
    ///   - algorithm: Where the type of the key leaves several: for RSA it is RS256 unless something else is said.
    ///   - id: The `kid` that its tokens carry; nil where they carry none or any.
    /// - Throws: ``KeySetError`` that says what is accepted.
    public init(pem: String, algorithm: JWSAlgorithm? = nil, id: String? = nil) throws(KeySetError) {
        guard pem.utf8.count <= Self.maximumPEMLength else {
            throw KeySetError("a PEM text has at most \(Self.maximumPEMLength) characters")
        }
        guard !pem.contains("PRIVATE KEY") else {
            throw KeySetError("this is a private key: give the public one ('openssl pkey -pubout -in FILE')")
        }
        guard !pem.contains("BEGIN CERTIFICATE") else {
            throw KeySetError("this is a certificate: give its key ('openssl x509 -pubkey -noout -in FILE')")
        }
        guard let material = Self.material(pem: pem) else {
            throw KeySetError(
                "this is no public key of RSA (2048 bits or more), P-256, P-384, P-521 or Ed25519 in PEM form")
        }
        try self.init(id: id, algorithm: algorithm, material: material)
    }

    private static func material(pem: String) -> Material? {
        if let key = try? P256.Signing.PublicKey(pemRepresentation: pem) { return .p256(key) }
        if let key = try? P384.Signing.PublicKey(pemRepresentation: pem) { return .p384(key) }
        if let key = try? P521.Signing.PublicKey(pemRepresentation: pem) { return .p521(key) }
        if let key = try? _RSA.Signing.PublicKey(pemRepresentation: pem) { return .rsa(key) }
        return ed25519(pem: pem).map(Material.ed25519)
    }

    /// swift-crypto reads no PEM of that curve; its DER form is always the same 12 bytes and the key.
    private static func ed25519(pem: String) -> Curve25519.Signing.PublicKey? {
        let lines = pem.split(whereSeparator: \.isNewline)
        guard lines.first == "-----BEGIN PUBLIC KEY-----", lines.last == "-----END PUBLIC KEY-----",
            let der = Data(base64Encoded: lines.dropFirst().dropLast().joined()), der.starts(with: ed25519Prefix)
        else { return nil }
        return try? Curve25519.Signing.PublicKey(rawRepresentation: der.dropFirst(ed25519Prefix.count))
    }
}
