//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

extension AuditSegment {
    /// What its record in the audit log says was done.
    static let action = "audit_prune"

    private static let columns = "first_id, last_id, first_hash, last_hash, sealed_at, record_id"

    /// All segments, the oldest first.
    static func fetchCursor(_ database: Database) throws -> MapCursor<RowCursor, AuditSegment> {
        try Row.fetchCursor(database, sql: "SELECT \(columns) FROM audit_segments ORDER BY first_id").map(
            AuditSegment.init)
    }

    init(_ row: Row) throws {
        var row = RowReader(row)
        first = try row.next()
        let last: Int64 = try row.next()
        firstHash = Array(try row.next(Data.self))
        self.last = AuditChainPoint(id: last, hash: Array(try row.next(Data.self)))
        sealedAt = try row.nextDate()
        record = try row.next()
    }

    func insert(into database: Database) throws {
        try database.execute(
            sql: "INSERT INTO audit_segments (\(Self.columns), count) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                first, last.id, Data(firstHash), Data(last.hash), sealedAt.storedMilliseconds, record, count,
            ])
    }

    /// Whether the record that tells of it was taken out later.
    func isRecordSealed(_ database: Database) throws -> Bool {
        try (AuditRow.lastSealed(in: database)?.id ?? 0) >= record
    }

    /// Whether the audit log tells of it.
    func isOnRecord(_ database: Database) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM audit_records WHERE id = ? AND action = ?)"
        return try Bool.fetchOne(database.cachedStatement(sql: sql), arguments: [record, Self.action]) ?? false
    }
}
