//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// A token as somebody presented it: unchecked, and never printed.
public struct BearerToken: Hashable, Sendable {
    /// Characters at most; an issuer's largest tokens are far below.
    public static let maximumLength = 16 * 1024

    /// The token in clear, for verifiers.
    public let exposed: String

    /// Wraps a presented token.
    public init(_ token: String) { exposed = token }

    /// What the token looks like; decides which verifiers are asked.
    public var shape: Shape {
        if exposed.hasPrefix(APITokenSecret.marker) { return .apiToken }
        var text = exposed
        // From both ends, where the dots are.
        let dot = UInt8(ascii: ".")
        let isStructured = text.withUTF8 { unsafe $0.firstIndex(of: dot) != $0.lastIndex(of: dot) }
        return isStructured ? .structured : .opaque
    }

    /// The forms that tokens come in.
    public enum Shape: Hashable, Sendable, CaseIterable {
        /// Begins with ``SOARCore/APITokenSecret/marker``.
        case apiToken
        /// Parts between dots, as JWS and JWE have them (RFC 7515 §3.1, RFC 7516 §3.1).
        case structured
        /// Anything else.
        case opaque
    }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "BearerToken(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
