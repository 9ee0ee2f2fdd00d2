//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A sealed secret as text: `v1`, the key's id, and nonce, ciphertext and tag as base64url, with a colon between two.
struct SealedText {
    /// Nonce and tag alone.
    private static let shortest = 12 + 16
    private static let version = "v1"

    let keyID: String
    let box: [UInt8]

    init(keyID: String, box: [UInt8]) {
        self.keyID = keyID
        self.box = box
    }

    /// Takes a stored text apart.
    ///
    /// - Throws: ``SealError/Code/damaged`` where it is none.
    init(_ text: String) throws(SealError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.version, parts[1].utf8.count == 16,
            parts[1].utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let box = Base64URL.decode(String(parts[2])), box.count >= Self.shortest
        else {
            throw SealError(.damaged, "the stored value is not a sealed secret")
        }
        self.init(keyID: String(parts[1]), box: box)
    }

    var text: String { "\(Self.version):\(keyID):\(Base64URL.encode(box))" }
}
