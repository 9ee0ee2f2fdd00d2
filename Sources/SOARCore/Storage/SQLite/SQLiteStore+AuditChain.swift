//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date

extension SQLiteStore {
    /// Reads the whole audit log and says what isn't as it was written.
    ///
    /// Calls may go on meanwhile; what they write is checked too. The memory that it takes doesn't grow with the log.
    ///
    /// - Parameter checkpoints: What was seen from outside; without one nobody can tell whether all hashes were
    ///   computed anew.
    /// - Returns: What was found; a fault in the log is no error.
    /// - Throws: ``StoreError/Code/unavailable`` or ``StoreError/Code/damaged`` where the log can't be read.
    public func verifyAuditChain(
        against checkpoints: [AuditCheckpoint] = []
    ) async throws(StoreError) -> AuditVerification {
        let start = ContinuousClock.now
        var verification = try await run(AuditChainCheck(checkpoints: checkpoints)).result
        verification.schemaFaults = try await database.read(DatabaseSchema.faults)
        verification.duration = start.duration(to: .now)
        return verification
    }

    /// Runs a check to its end.
    func run(_ check: AuditChainCheck) async throws(StoreError) -> AuditChainCheck {
        var check = check
        while true {
            let current = check
            let (next, hasMore) = try await database.read { database in
                var next = current
                let hasMore = try next.step(database)
                return (next, hasMore)
            }
            check = next
            guard hasMore else { return check }
        }
    }

    /// The end of the audit log's chain as it is now, for somebody to keep elsewhere.
    ///
    /// - Parameter time: When that is.
    /// - Returns: The checkpoint; nil while there is no record.
    /// - Throws: ``StoreError/Code/unavailable`` where the log can't be read.
    public func auditCheckpoint(at time: Date) async throws(StoreError) -> AuditCheckpoint? {
        try? await committer.flush()
        return try await database.read { database in
            let sealed = try AuditRow.lastSealed(in: database)
            guard let last = try AuditRow.lastRecord(of: database) ?? sealed else { return nil }
            let present = try Int64.fetchOne(
                database, sql: "SELECT count(*) FROM audit_records WHERE id > ?", arguments: [sealed?.id ?? 0])
            return AuditCheckpoint(point: last, count: (sealed?.id ?? 0) + (present ?? 0), time: time.asStored)
        }
    }
}
