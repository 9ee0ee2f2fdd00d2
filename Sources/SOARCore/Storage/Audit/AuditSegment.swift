//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// A run of records that were taken out of the audit log; what is left still proves that they were there.
public struct AuditSegment: Hashable, Sendable {
    /// The number of the first record.
    public var first: Int64
    /// The last record and its hash, from which the chain goes on.
    public var last: AuditChainPoint
    /// The first record's hash.
    public var firstHash: [UInt8]
    /// When it was sealed.
    public var sealedAt: Date
    /// The audit record that tells of it.
    public var record: Int64

    /// How many records it had.
    public var count: Int64 { last.id - first + 1 }
}
