//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

import struct Foundation.Data

/// What signatures of checkpoints are checked with.
public struct AuditPublicKey: Sendable {
    /// What comes before a public key in its DER form (RFC 8410 §4).
    private static let prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]
    private static let idLength = 8

    private let key: Curve25519.Signing.PublicKey

    init(_ key: Curve25519.Signing.PublicKey) { self.key = key }

    /// Reads a key in PEM form, as `openssl pkey -pubout` writes it.
    ///
    /// - Throws: ``AuditCheckpointError/Code/noPublicKey``.
    public init(pem: String) throws(AuditCheckpointError) {
        guard let raw = AuditKeyPEM.key(in: pem, label: "PUBLIC KEY", prefix: Self.prefix),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
        else { throw AuditCheckpointError(.noPublicKey) }
        self.key = key
    }

    /// The key in PEM form (RFC 7468 §13).
    public var pem: String {
        AuditKeyPEM.text(Array(key.rawRepresentation), label: "PUBLIC KEY", prefix: Self.prefix)
    }

    /// Tells keys apart: the beginning of the key's SHA-256, in hexadecimal.
    public var id: String { Hexadecimal.text(Array(SHA256.hash(data: key.rawRepresentation)).prefix(Self.idLength)) }

    func isValid(_ signature: [UInt8], for message: some Sequence<UInt8>) -> Bool {
        key.isValidSignature(Data(signature), for: Data(message))
    }
}
