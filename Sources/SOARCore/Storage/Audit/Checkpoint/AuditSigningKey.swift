//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

import struct Foundation.Data

/// What checkpoints of the audit log are signed with: Ed25519 (RFC 8032).
public struct AuditSigningKey: Sendable {
    /// What comes before a private key in its DER form (RFC 8410 §7).
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    private let key: Secret<Curve25519.Signing.PrivateKey>

    /// Makes a new key.
    public init() { key = Secret(Curve25519.Signing.PrivateKey()) }

    /// Reads a key in PEM form, as `openssl genpkey -algorithm ed25519` writes it.
    ///
    /// - Throws: ``AuditCheckpointError/Code/noPrivateKey``.
    public init(pem: Secret<String>) throws(AuditCheckpointError) {
        guard let raw = AuditKeyPEM.key(in: pem.exposed, label: "PRIVATE KEY", prefix: Self.prefix),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
        else { throw AuditCheckpointError(.noPrivateKey) }
        self.key = Secret(key)
    }

    /// The key in PEM form (RFC 7468 §10), to be kept where only its owner can read it.
    public var pem: Secret<String> {
        Secret(
            AuditKeyPEM.text(Array(key.exposed.rawRepresentation), label: "PRIVATE KEY", prefix: Self.prefix))
    }

    /// What its signatures are checked with.
    public var publicKey: AuditPublicKey { AuditPublicKey(key.exposed.publicKey) }

    func signature(for message: some Sequence<UInt8>) throws(AuditCheckpointError) -> [UInt8] {
        guard let signature = try? key.exposed.signature(for: Data(message)) else {
            throw AuditCheckpointError(.noPrivateKey)
        }
        return Array(signature)
    }
}
