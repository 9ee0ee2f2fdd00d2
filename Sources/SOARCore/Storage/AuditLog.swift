//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// Keeps what was done; nothing is ever changed or taken away.
public protocol AuditLog: Sendable {
    /// Writes a record; returns when it survives what it is to survive.
    ///
    /// - Parameters:
    ///   - record: What was done.
    ///   - durability: What it must survive; a log may do better.
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be written: then the call must be refused.
    func append(_ record: AuditRecord, durability: AuditDurability) async throws(StoreError)

    /// Takes a record that is written with the next ones, without waiting for that: for strangers who were refused,
    /// where nothing happened that a lost record could hide.
    ///
    /// Waits like ``append(_:)`` when many wait already, or when the last write failed.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where records can't be written.
    func enqueue(_ record: AuditRecord) async throws(StoreError)

    /// Returns when whatever was enqueued is written.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be; it is kept, and written with the next record.
    func flushAuditRecords() async throws(StoreError)

    /// Answers when a record could be written now; writes something beside the log for that.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where records can't be written.
    func checkAuditLog() async throws(StoreError)

    /// The records that match, those that were written last first.
    func auditRecords(_ query: AuditQuery) async throws(StoreError) -> [AuditRecord]
}

extension AuditLog {
    /// Writes a record; returns when it would survive a power cut.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where it can't be written: then the call must be refused.
    public func append(_ record: AuditRecord) async throws(StoreError) {
        try await append(record, durability: .fsync)
    }
}

/// Which audit records are asked for.
public struct AuditQuery: Hashable, Sendable {
    public var tenant: TenantID?
    public var tokenName: String?
    public var tokenID: APITokenID?
    public var action: String?
    public var outcome: AuditRecord.Outcome?
    public var since: Date?
    public var until: Date?
    /// Leaves out an intent whose outcome is there.
    public var hidesSettledIntents = true
    /// Leaves out the record with this number and all that are newer, for the next page.
    public var before: Int64?
    /// How many at most.
    public var limit = 100

    public init() {}
}
