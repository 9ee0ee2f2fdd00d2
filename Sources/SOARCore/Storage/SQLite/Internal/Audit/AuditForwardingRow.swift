//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// What is remembered of the places up to which the audit log was forwarded.
enum AuditForwardingRow {
    /// What a record takes beside its parameters, in bytes; about.
    static let typicalBytes = 512

    static func position(of destination: String, in database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT last_id FROM audit_forwarding WHERE destination = ?"),
            arguments: StatementArguments(stored: destination))
    }

    /// Reads `destination`, `active`, `last_id`, `moved_at`, `lost`, `fault` and `fault_since`.
    static func state(_ row: Row, head: Int64) throws -> AuditForwardingState {
        var row = RowReader(row)
        let (name, active, position): (String, Int64, Int64) = (try row.next(), try row.next(), try row.next())
        return AuditForwardingState(
            destination: name, isActive: active == 1, position: position, backlog: max(0, head - position),
            movedAt: try row.nextDateIfPresent(), lost: try row.next(), fault: try row.nextIfPresent(),
            faultSince: try row.nextDateIfPresent())
    }

    /// The last record that every destination has, or must do without; nil where there are no destinations.
    static func slowest(backlog: Int64, head: Int64, in database: Database) throws -> Int64? {
        let slowest = try Int64.fetchOne(database, sql: "SELECT min(last_id) FROM audit_forwarding WHERE active = 1")
        return slowest.map { max($0, head - max(0, backlog)) }
    }

    /// How many records each destination would not get if all up to one were taken out.
    static func missing(upTo id: Int64, in database: Database) throws -> [String: Int64] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT destination, ? - last_id FROM audit_forwarding WHERE active = 1 AND last_id < ?",
            arguments: [id, id])
        var counts: [String: Int64] = [:]
        for row in rows {
            var row = RowReader(row)
            counts[try row.next()] = try row.next(Int64.self)
        }
        return counts
    }

    /// Counts what destinations will not get any more, and has them go on behind it.
    static func skip(upTo id: Int64, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE audit_forwarding SET lost = lost + (? - last_id), last_id = ? WHERE active = 1 AND last_id < ?
                """, arguments: [id, id, id])
    }
}
