//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

extension AuditRow {
    /// Leaves room for every record that there will ever be, so that no number overflows.
    private static let maximumNumber = Int64.max / 2

    /// Appends records to the chain, in that order; for a transaction that holds the write lock already.
    ///
    /// A change that must not happen unrecorded calls it in its own transaction.
    static func insert(_ records: [AuditRecord], in database: Database) throws {
        // Read under the lock: several processes write.
        var tail = try AuditTail(of: database)
        try tail.append(records.map(AuditInsertion.init), in: database)
    }

    /// The place behind which the next record goes.
    ///
    /// Its number is the highest that there ever was, so that records which somebody takes from the end leave a gap.
    static func head(of database: Database) throws -> AuditChainPoint {
        var head = try lastRecord(of: database) ?? lastSealed(in: database) ?? .start
        head.id = max(head.id, try highestNumber(in: database))
        // Only a hand could have come so far.
        guard head.id <= maximumNumber else { throw RowReader.Unreadable() }
        return head
    }

    /// The last record that is there.
    static func lastRecord(of database: Database) throws -> AuditChainPoint? {
        try point(database, "SELECT id, hash FROM audit_records ORDER BY id DESC LIMIT 1")
    }

    /// The last record that was taken out.
    static func lastSealed(in database: Database) throws -> AuditChainPoint? {
        try point(database, "SELECT last_id, last_hash FROM audit_segments ORDER BY last_id DESC LIMIT 1")
    }

    /// The highest number that a record ever had, as SQLite remembers it.
    static func highestNumber(in database: Database) throws -> Int64 {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit_records'")) ?? 0
    }

    private static func point(_ database: Database, _ sql: String) throws -> AuditChainPoint? {
        try Row.fetchOne(database.cachedStatement(sql: sql)).map { row in
            var row = RowReader(row)
            return AuditChainPoint(id: try row.next(), hash: Array(try row.next(Data.self)))
        }
    }
}
