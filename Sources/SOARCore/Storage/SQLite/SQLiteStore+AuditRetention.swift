//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date

extension SQLiteStore: AuditPruning {
    /// How many records are deleted in one transaction; others can write in between.
    private static let deletionLength: Int64 = 2_000

    public func pruneAuditRecords(
        _ retention: AuditRetention, at time: Date, by actor: String, isRehearsal: Bool
    ) async throws(StoreError) -> AuditPruneReport {
        try await committer.flush()
        if !isRehearsal { try await deleteSealedRecords() }
        var report = try await database.read { database in
            try AuditSegment.prunable(retention, at: time, in: database)
        }
        guard let range = report.range else { return report }
        try await checkBeforeSealing(range)
        if isRehearsal { return report }
        (report.record, report.undelivered) = try await database.write { database in
            let undelivered = try AuditForwardingRow.missing(upTo: range.upperBound, in: database)
            let record = try AuditSegment.seal(range, at: time, by: actor, undelivered: undelivered, in: database)
            return (record, undelivered)
        }
        try await deleteSealedRecords()
        return report
    }

    /// What somebody has tampered with must not vanish.
    private func checkBeforeSealing(_ range: ClosedRange<Int64>) async throws(StoreError) {
        let check = try await run(AuditChainCheck(upTo: range.upperBound))
        guard let fault = check.result.faults.first else { return }
        throw StoreError(
            .damaged,
            "The audit log of “\(database.file.path)” is not as it was written (record \(fault.first): "
                + "\(fault.kind.rawValue)); nothing was deleted. Run: soar-mcp audit verify")
    }

    /// Deletes what was sealed, also what an earlier run has left.
    private func deleteSealedRecords() async throws(StoreError) {
        while try await database.write({ database in
            guard let sealed = try AuditRow.lastSealed(in: database),
                let first = try Int64.fetchOne(database, sql: "SELECT min(id) FROM audit_records"), first <= sealed.id
            else { return false }
            let last = min(sealed.id, first + Self.deletionLength - 1)
            try database.execute(sql: "DELETE FROM audit_records WHERE id <= ?", arguments: [last])
            return last < sealed.id
        }) {}
        try await deleteEmptyBlocks()
    }

    /// Forgets what was in blocks that are gone; until then they are looked through in vain.
    private func deleteEmptyBlocks() async throws(StoreError) {
        var position: AuditBlocks.Place?
        repeat {
            let current = position
            let (next, empty) = try await database.read { database in
                try AuditBlocks.empty(after: current, in: database)
            }
            if !empty.isEmpty {
                try await database.write { database in try AuditBlocks.forget(empty, in: database) }
            }
            position = next
        } while position != nil
    }
}
