//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// An audit log that is handed on to other systems, and remembers for each of them how far it has come.
///
/// The log itself is what is kept for a destination that can't be reached; ``AuditPruning`` leaves it alone up to
/// ``AuditRetention/maximumBacklog``.
public protocol AuditForwardingLog: AuditLog {
    /// Takes note of the destinations there are from now on.
    ///
    /// A new one begins behind the newest record, a former one where it stopped. Those that are not named are
    /// remembered, and hold up nothing.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be written.
    func beginAuditForwarding(to destinations: [String]) async throws(StoreError)

    /// The records behind one, the oldest first, as many as one batch may have.
    ///
    /// - Parameters:
    ///   - destination: For whom.
    ///   - id: The record behind which to begin.
    ///   - limits: How many; there is one in any case where there is one at all.
    /// - Returns: The records, and the destination's place as it is remembered now.
    /// - Throws: ``StoreError/Code/unavailable`` where the log can't be read.
    func auditBatch(
        for destination: String, after id: Int64, limits: AuditBatchLimits
    ) async throws(StoreError) -> AuditBatch

    /// Remembers that a destination has the records up to one, and that nothing is wrong with it.
    ///
    /// - Returns: False where the place is no longer the expected one: somebody else has moved it.
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be written.
    func moveAuditForwarding(
        of destination: String, from expected: Int64, to id: Int64, at time: Date
    ) async throws(StoreError) -> Bool

    /// Remembers what is wrong with a destination, for whoever asks.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be written.
    func noteAuditForwardingFault(_ fault: String, of destination: String, at time: Date) async throws(StoreError)

    /// How far every destination has come, in the order of their names.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be read.
    func auditForwardingStates() async throws(StoreError) -> [AuditForwardingState]
}

/// How many records go to a destination at once.
public struct AuditBatchLimits: Hashable, Sendable {
    public var records: Int
    /// Bytes of the records' texts; about what they take in memory and on the way.
    public var bytes: Int

    public init(records: Int, bytes: Int) {
        self.records = records
        self.bytes = bytes
    }
}

/// Records that go to a destination at once.
public struct AuditBatch: Sendable {
    public var records: [ChainedAuditRecord]
    /// Up to where the destination has everything; nil where it is not known.
    public var position: Int64?
    /// Whether there were more than the limits allow.
    public var hasMore: Bool

    public init(records: [ChainedAuditRecord], position: Int64?, hasMore: Bool) {
        self.records = records
        self.position = position
        self.hasMore = hasMore
    }
}

/// How far a destination has come.
public struct AuditForwardingState: Hashable, Sendable {
    public var destination: String
    /// Whether the last server that was started forwards to it.
    public var isActive: Bool
    /// The last record that it has.
    public var position: Int64
    /// How many records it doesn't have yet.
    public var backlog: Int64
    /// When the position moved the last time.
    public var movedAt: Date?
    /// How many records were taken out before it had them.
    public var lost: Int64
    /// What is wrong with it; nil where the last records got there.
    public var fault: String?
    public var faultSince: Date?
}
