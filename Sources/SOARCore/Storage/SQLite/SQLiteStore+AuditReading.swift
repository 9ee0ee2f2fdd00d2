//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

extension SQLiteStore {
    /// The records that match with their places, those that were written last first.
    ///
    /// - Throws: ``StoreError/Code/unavailable`` where the log can't be read.
    public func chainedAuditRecords(_ query: AuditQuery) async throws(StoreError) -> [ChainedAuditRecord] {
        // What can't be written yet is no reason to hide what is.
        try? await committer.flush()
        return try await database.read { database in
            let (sql, arguments) = try AuditSelection(query).page(
                before: query.before, limit: query.limit, in: database)
            return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(AuditRow.chained)
        }
    }

    /// The records that match behind one, the oldest first; a piece of the log that fits into memory.
    ///
    /// - Parameters:
    ///   - query: What is looked for; its limit doesn't count.
    ///   - id: The record behind which to begin; 0 for the first.
    /// - Returns: The records and where to go on; there may be none of them in a piece.
    /// - Throws: ``StoreError/Code/unavailable`` where the log can't be read.
    public func auditPage(
        matching query: AuditQuery, after id: Int64
    ) async throws(StoreError) -> AuditPage {
        try await database.read { database in
            let first = try Int64.fetchOne(database.cachedStatement(sql: "SELECT min(id) FROM audit_records"))
            let last = try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM audit_records"))
            guard let first, let last, last > id else { return AuditPage(records: [], last: id, isLast: true) }
            let start = max(id, first - 1)
            let skipped: ClosedRange<Int64>? = start > id ? id + 1...start : nil
            let end = min(last, start + AuditPage.length)
            let (sql, arguments) = AuditSelection(query).piece(after: start, upTo: end)
            let records = try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
            return AuditPage(
                records: try records.map(AuditRow.chained), last: end, isLast: end == last, skipped: skipped)
        }
    }
}

/// A piece of the audit log, the oldest records first.
public struct AuditPage: Sendable {
    /// How many records are looked at for one piece.
    static let length: Int64 = 2_000

    public var records: [ChainedAuditRecord]
    /// The last record that was looked at: behind it the next piece begins.
    public var last: Int64
    /// Whether there was no more.
    public var isLast: Bool
    /// The records from where it should begin on that were taken out; nil where none were.
    public var skipped: ClosedRange<Int64>?
}

extension AuditRow {
    /// Reads `id`, ``columns`` and `hash`.
    ///
    /// Whoever writes into the file by hand can make a row that is no record. It must not hide the others, nor stop who
    /// hands them on: what is readable of it comes back as a failure that says so.
    static func chained(_ row: Row) throws -> ChainedAuditRecord {
        var reader = RowReader(row)
        let id: Int64 = try reader.next()
        do {
            return ChainedAuditRecord(id: id, record: try record(&reader), hash: Array(try reader.next(Data.self)))
        } catch is RowReader.Unreadable {
            return AuditRowSalvage(row).record(id)
        }
    }
}
