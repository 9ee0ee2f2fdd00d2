//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A token that the predecessor made: 43 characters of base64url, which are 32 random bytes, with nothing around them.
///
/// It has no checksum, so only a look-up tells a real one from a guess.
public struct ImportedTokenSecret: Sendable {
    /// Characters of a token.
    public static let length = 43
    /// How many characters may be shown, as the predecessor showed them.
    public static let prefixLength = 8

    /// The token in clear.
    public let exposed: String

    /// Takes a presented token; nil where it has another form.
    public init?(_ presented: some StringProtocol) {
        // Bits that stand for nothing are not looked at: that is the hash's business.
        guard presented.utf8.count == Self.length, presented.utf8.allSatisfy(Self.isLetter),
            !presented.hasPrefix(APITokenSecret.marker)
        else { return nil }
        exposed = String(presented)
    }

    /// The first characters, for display.
    public var prefix: String { String(exposed.prefix(Self.prefixLength)) }

    /// What the store keeps.
    public var hash: APITokenHash { APITokenHash(of: exposed) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        Base62.contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}

extension ImportedTokenSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "ImportedTokenSecret(\(prefix)…)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
