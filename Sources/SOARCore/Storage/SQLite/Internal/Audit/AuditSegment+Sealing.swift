//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data
import struct Foundation.Date

extension AuditSegment {
    /// The oldest records that needn't be kept, and what a destination would miss then.
    static func prunable(
        _ retention: AuditRetention, at time: Date, in database: Database
    ) throws -> AuditPruneReport {
        guard let head = try AuditRow.lastRecord(of: database)?.id else { return AuditPruneReport() }
        let sealed = try AuditRow.lastSealed(in: database)?.id ?? 0
        var last = sealed
        if let bytes = retention.maximumBytes {
            // By the average, for to know what the oldest take they would have to be read. The rest goes the next time.
            let used = try usedBytes(database)
            let share = Double(max(0, used - bytes)) / Double(max(1, used))
            last += Int64((share * Double(head - sealed)).rounded(.up))
        }
        if let count = retention.maximumRecords { last = max(last, head - max(0, count)) }
        if let age = retention.maximumAge {
            let limit = time.addingTimeInterval(-age.seconds).storedMilliseconds
            // By number, not by time: a clock that was wrong for a while must not take young records away.
            let kept = try Int64.fetchOne(
                database, sql: "SELECT id FROM audit_records WHERE id > ? AND +time >= ? ORDER BY id LIMIT 1",
                arguments: [sealed, limit])
            last = max(last, kept.map { $0 - 1 } ?? head)
        }
        let slowest = try AuditForwardingRow.slowest(backlog: retention.maximumBacklog, head: head, in: database)
        let kept = max(sealed, min(last, slowest ?? last))
        var report = AuditPruneReport(heldBack: last - kept)
        guard kept > sealed else { return report }
        report.range = sealed + 1...kept
        report.undelivered = try AuditForwardingRow.missing(upTo: kept, in: database)
        return report
    }

    /// Seals records and says so in the audit log; they may be deleted then.
    ///
    /// - Returns: The number of the record that tells of it.
    static func seal(
        _ range: ClosedRange<Int64>, at time: Date, by actor: String, undelivered: [String: Int64] = [:],
        in database: Database
    ) throws -> Int64 {
        let (firstHash, lastHash) = (try hash(range.lowerBound, database), try hash(range.upperBound, database))
        var parameters: JSONObject = [
            "by": .string(actor), "first": .integer(range.lowerBound), "last": .integer(range.upperBound),
            "firstHash": .string(Hexadecimal.text(firstHash)), "lastHash": .string(Hexadecimal.text(lastHash)),
        ]
        if !undelivered.isEmpty {
            var counts: JSONObject = [:]
            for (name, count) in undelivered.sorted(by: { $0.key < $1.key }) { counts[name] = .integer(count) }
            parameters["undelivered"] = .object(counts)
        }
        let record = AuditRecord(
            callID: "prune-\(range.lowerBound)-\(range.upperBound)", time: time, tokenName: actor, action: action,
            resource: "soar://audit", parameters: .object(parameters), outcome: .success)
        try AuditRow.insert([record], in: database)
        let number = database.lastInsertedRowID
        try AuditSegment(
            first: range.lowerBound, last: AuditChainPoint(id: range.upperBound, hash: lastHash), firstHash: firstHash,
            sealedAt: time, record: number
        ).insert(into: database)
        try AuditForwardingRow.skip(upTo: range.upperBound, in: database)
        return number
    }

    /// Bytes of the database that are in use, unused pages left out.
    private static func usedBytes(_ database: Database) throws -> Int64 {
        func pragma(_ name: String) throws -> Int64 { try Int64.fetchOne(database, sql: "PRAGMA \(name)") ?? 0 }
        return try (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")
    }

    private static func hash(_ id: Int64, _ database: Database) throws -> [UInt8] {
        let hash = try Data.fetchOne(database, sql: "SELECT hash FROM audit_records WHERE id = ?", arguments: [id])
        guard let hash else { throw RowReader.Unreadable() }
        return Array(hash)
    }
}
