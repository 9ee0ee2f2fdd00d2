//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// How a token is replaced by another one without an outage.
public struct APITokenSuccession: Hashable, Sendable {
    /// The first token of the line; nil for that one itself, and for one that was never replaced.
    public var family: APITokenID?
    /// The token that took its place.
    public var successor: APITokenID?
    /// Until then a replaced token works beside its successor.
    public var graceEndsAt: Date?
    /// Whether all tokens of the line are revoked when one that was replaced is used after its grace: a copy of it is in
    /// hands that were not told.
    public var revokesFamilyOnReuse = false

    public init() {}

    /// Whether a replaced token's time is over.
    public func isOver(at now: Date) -> Bool {
        successor != nil && graceEndsAt.map { $0 <= now } ?? true
    }
}

/// What the calls of a token came to.
public struct APITokenUsage: Hashable, Sendable {
    /// The address that it was last used from; nil where that is not known.
    public var lastPeer: String?
    /// The program that last used it, in its own words.
    public var lastAgent: String?
    public var successes: Int64 = 0
    public var failures: Int64 = 0
    public var denials: Int64 = 0

    public init() {}
}
