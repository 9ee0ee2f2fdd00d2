//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.Data

/// Keys of Ed25519 as PEM texts, which swift-crypto has for other curves only.
///
/// Their DER form is always the same bytes and the 32 bytes of the key.
enum AuditKeyPEM {
    /// Length of a text with one key in bytes; it has 113 or 119.
    private static let maximumLength = 1024
    private static let keyLength = 32
    private static let lineLength = 64

    static func text(_ key: [UInt8], label: String, prefix: [UInt8]) -> String {
        let base64 = Data(prefix + key).base64EncodedString()
        var lines = ["-----BEGIN \(label)-----"]
        var rest = base64[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(lineLength)))
            rest = rest.dropFirst(lineLength)
        }
        return (lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
    }

    static func key(in pem: String, label: String, prefix: [UInt8]) -> Data? {
        guard pem.utf8.count <= maximumLength else { return nil }
        let lines = pem.split(whereSeparator: \.isNewline)
        guard lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----",
            let der = Data(base64Encoded: lines.dropFirst().dropLast().joined()), der.starts(with: prefix),
            der.count == prefix.count + keyLength
        else { return nil }
        return Data(der.dropFirst(prefix.count))
    }
}
