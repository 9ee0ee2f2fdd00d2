//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// An API token itself: `soar_`, 32 random base62 characters, and 6 base62 characters of CRC-32 over all before.
///
/// The prefix lets a secret scanner find a leaked token, the checksum lets a mistyped or guessed one be refused
/// without a look-up. It prints as its first characters only.
public struct APITokenSecret: Sendable {
    /// What every token begins with.
    public static let marker = "soar_"
    /// Marker, 32 random characters, 6 of checksum.
    public static let length = 43
    /// How many characters may be shown.
    public static let prefixLength = 12
    private static let randomLength = 32

    /// The token in clear: show it once, then forget it.
    public let exposed: String

    /// Makes a new token from the system's random numbers.
    public init() {
        var generator = SystemRandomNumberGenerator()
        self.init(using: &generator)
    }

    /// Makes a new token from a given source of random numbers.
    public init(using generator: inout some RandomNumberGenerator) {
        let random = (0..<Self.randomLength).map { _ in
            Base62.alphabet[Int.random(in: 0..<Base62.alphabet.count, using: &generator)]
        }
        let body = Self.marker + String(decoding: random, as: UTF8.self)
        exposed = body + Self.checksum(of: body)
    }

    /// Takes a presented token; nil where its form or its checksum is wrong.
    public init?(_ presented: some StringProtocol) {
        let bytes = Array(presented.utf8)
        guard bytes.count == Self.length, bytes.starts(with: Self.marker.utf8),
            bytes[Self.marker.utf8.count...].allSatisfy(Base62.contains)
        else { return nil }
        let body = bytes.prefix(Self.length - Base62.checksumLength)
        guard bytes[body.endIndex...].elementsEqual(Base62.encode(CRC32.checksum(body))) else { return nil }
        exposed = String(presented)
    }

    /// The first characters, for display.
    public var prefix: String { String(exposed.prefix(Self.prefixLength)) }

    /// What the store keeps.
    public var hash: APITokenHash { APITokenHash(of: exposed) }

    private static func checksum(of body: some StringProtocol) -> String {
        String(decoding: Base62.encode(CRC32.checksum(body.utf8)), as: UTF8.self)
    }
}

extension APITokenSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "APITokenSecret(\(prefix)…)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
