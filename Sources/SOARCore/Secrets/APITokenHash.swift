//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

/// The SHA-256 of an API token: what the store keeps and looks up.
///
/// The token behind it has 190 random bits, so no slow hash is needed: nobody can try them all.
public struct APITokenHash: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Hashes a token as it was presented.
    public init(of token: some StringProtocol) {
        bytes = Array(SHA256.hash(data: Array(token.utf8)))
    }

    /// Takes a stored hash; nil where it is not 32 bytes long.
    public init?(bytes: [UInt8]) {
        guard bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }
}

extension APITokenHash: CustomStringConvertible {
    /// Its first four bytes: enough to tell two apart in a log, nothing to look up with.
    public var description: String {
        "APITokenHash(" + bytes.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "…)"
    }
}
