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

    /// The newest segment; nil where nothing was taken out.
    static func newest(in database: Database) throws -> AuditSegment? {
        let sql = "SELECT \(columns) FROM audit_segments ORDER BY last_id DESC LIMIT 1"
        return try Row.fetchOne(database.cachedStatement(sql: sql)).map(AuditSegment.init)
    }

    /// Whether the audit log tells of exactly this segment.
    func isOnRecord(_ database: Database) throws -> Bool {
        guard record > last.id else { return false }
        // The record that tells of it may have been taken out itself; then a later segment has it.
        if let sealed = try AuditRow.lastSealed(in: database)?.id, sealed >= record { return true }
        return try parameters(database)?.tells(of: self) ?? false
    }

    /// Up to where the audit log tells that records were taken out with it.
    func recordedEnd(_ database: Database) throws -> Int64 {
        min(last.id, try parameters(database)?["last"]?.integerValue ?? first - 1)
    }

    /// What the record says that tells of it; nil where there is none.
    private func parameters(_ database: Database) throws -> JSONValue? {
        let sql = "SELECT parameters FROM audit_records WHERE id = ? AND action = ?"
        let text = try String.fetchOne(database.cachedStatement(sql: sql), arguments: [record, Self.action])
        return text.flatMap { try? JSONParser.parse($0) }
    }
}

extension JSONValue {
    /// Whether these are the parameters of the record of a segment: see ``AuditSegment/seal(_:at:by:undelivered:in:)``.
    fileprivate func tells(of segment: AuditSegment) -> Bool {
        self["first"]?.integerValue == segment.first && self["last"]?.integerValue == segment.last.id
            && self["firstHash"]?.stringValue == Hexadecimal.text(segment.firstHash)
            && self["lastHash"]?.stringValue == Hexadecimal.text(segment.last.hash)
    }
}
