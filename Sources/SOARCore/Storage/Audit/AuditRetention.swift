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

    /// Makes a rule; nil where both limits are missing: then everything is kept.
    ///
    /// - Parameters:
    ///   - maximumAge: Nil for no limit.
    ///   - maximumRecords: Nil for no limit.
    public init?(maximumAge: Duration? = nil, maximumRecords: Int64? = nil) {
        guard maximumAge != nil || maximumRecords != nil else { return nil }
        self.maximumAge = maximumAge
        self.maximumRecords = maximumRecords
    }
}
