//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// Takes old records out of an audit log, so that what is left still proves that they were there.
public protocol AuditPruning: Sendable {
    /// Seals and deletes the records that needn't be kept any longer; that it did so is a record of its own.
    ///
    /// - Parameters:
    ///   - retention: What is kept.
    ///   - time: What ages are seen from, and when it happens.
    ///   - actor: Who wants it, for the record.
    ///   - isRehearsal: Only says what would be done.
    /// - Returns: What was taken out.
    /// - Throws: ``StoreError/Code/damaged`` where those records are not as they were written: then nothing is deleted,
    ///   for it is evidence; ``StoreError/Code/unavailable`` where the log can't be read or written.
    func pruneAuditRecords(
        _ retention: AuditRetention, at time: Date, by actor: String, isRehearsal: Bool
    ) async throws(StoreError) -> AuditPruneReport
}

/// What was taken out of an audit log.
public struct AuditPruneReport: Hashable, Sendable {
    /// The records; nil where there were none to take out.
    public var range: ClosedRange<Int64>?
    /// The audit record that tells of it; nil for a rehearsal.
    public var record: Int64?
    /// How many records are kept because a destination doesn't have them yet.
    public var heldBack: Int64
    /// How many of the records a destination will not get any more, by its name.
    public var undelivered: [String: Int64]

    public init(
        range: ClosedRange<Int64>? = nil, record: Int64? = nil, heldBack: Int64 = 0, undelivered: [String: Int64] = [:]
    ) {
        self.range = range
        self.record = record
        self.heldBack = heldBack
        self.undelivered = undelivered
    }

    /// How many they were.
    public var count: Int64 { range.map { $0.upperBound - $0.lowerBound + 1 } ?? 0 }
}
