//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Which records of the audit log are kept.
public struct AuditRetention: Hashable, Sendable {
    /// Records that are older are taken out, as long as all before them are older too.
    public var maximumAge: Duration?
    /// How many of the newest records are kept at least; all before them are taken out.
    public var maximumRecords: Int64?
    /// How many bytes of the database may be in use; beyond, the oldest records are taken out.
    public var maximumBytes: Int64?
    /// How many records are kept at most, beyond the other limits, because a destination doesn't have them yet.
    public var maximumBacklog: Int64

    /// What is kept for a destination where nobody says anything else.
    public static let standardBacklog: Int64 = 10_000_000

    /// Makes a rule; nil where all limits are missing: then everything is kept.
    ///
    /// - Parameters:
    ///   - maximumAge: Nil for no limit.
    ///   - maximumRecords: Nil for no limit.
    ///   - maximumBytes: Nil for no limit.
    ///   - maximumBacklog: How many records are kept at most for a destination that doesn't have them yet.
    public init?(
        maximumAge: Duration? = nil, maximumRecords: Int64? = nil, maximumBytes: Int64? = nil,
        maximumBacklog: Int64 = standardBacklog
    ) {
        guard maximumAge != nil || maximumRecords != nil || maximumBytes != nil else { return nil }
        self.maximumAge = maximumAge
        self.maximumRecords = maximumRecords
        self.maximumBytes = maximumBytes
        self.maximumBacklog = maximumBacklog
    }
}
