//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

/// An audit log that can be broken: at once, or after a number of records.
public final class BreakableAuditLog: AuditLog {
    private let base: any AuditLog
    private let remaining = Mutex<Int?>(nil)

    public init(_ base: any AuditLog) { self.base = base }

    /// Takes so many more records and then none; nil takes all.
    public func fail(after count: Int?) { remaining.withLock { $0 = count } }

    public func append(_ record: AuditRecord, durability: AuditDurability) async throws(StoreError) {
        let isBroken = remaining.withLock { remaining in
            guard let count = remaining else { return false }
            remaining = max(0, count - 1)
            return count == 0
        }
        if isBroken { throw StoreError(.unavailable, "audit-broken-by-a-test /var/lib/secret-path") }
        try await base.append(record, durability: durability)
    }

    public func enqueue(_ record: AuditRecord) async throws(StoreError) { try await append(record, durability: .fsync) }

    public func flushAuditRecords() async throws(StoreError) { try await base.flushAuditRecords() }

    public func checkAuditLog() async throws(StoreError) {
        if remaining.withLock({ $0 == 0 }) { throw StoreError(.unavailable, "audit-broken-by-a-test") }
        try await base.checkAuditLog()
    }

    public func auditRecords(_ query: AuditQuery) async throws(StoreError) -> [AuditRecord] {
        try await base.auditRecords(query)
    }
}
