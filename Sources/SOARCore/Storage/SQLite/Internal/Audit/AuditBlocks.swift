//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// Where in the audit log a value occurs: in which blocks of ``length`` records.
///
/// An index of SQLite's own has an entry for each record, and with six of them most of what a commit writes is entries. A
/// row for a block is written once for hundreds of records, and looking through a block takes less than half a
/// millisecond.
enum AuditBlocks {
    /// How many records make a block.
    static let length: Int64 = 1024
    private static let millisecondsOfHour: Int64 = 3_600_000

    /// What records are found by.
    enum Field: String {
        case tenant, tokenName = "token_name", tokenID = "token_id", action, outcome
        /// The hour since 1970 in which a record was written.
        case hour
    }

    /// A value of a record.
    struct Mark: Sendable, Hashable {
        var field: Field
        var value: DatabaseValue
    }

    /// A mark in a block.
    struct Place: Sendable, Hashable {
        var mark: Mark
        var block: Int64

        var arguments: StatementArguments { [mark.field.rawValue, mark.value, block] }
    }

    /// How many places are looked at, and deleted, at a time.
    private static let pieceLength = 2_000

    static func block(of id: Int64) -> Int64 { id / length }

    static func hour(of milliseconds: Int64) -> Int64 {
        Int64((Double(milliseconds) / Double(millisecondsOfHour)).rounded(.down))
    }

    /// The blocks with records of these hours; nil where there are none.
    ///
    /// A clock that was wrong for a while makes it larger, never smaller.
    static func range(
        ofHours first: Int64, through last: Int64, in database: Database
    ) throws -> ClosedRange<Int64>? {
        let statement = try database.cachedStatement(
            sql: "SELECT min(block), max(block) FROM audit_blocks WHERE field = ? AND value BETWEEN ? AND ?")
        let row = try Row.fetchOne(statement, arguments: [Field.hour.rawValue, first, last])
        guard let row, let lowest: Int64 = row[0], let highest: Int64 = row[1] else { return nil }
        return lowest...max(lowest, highest)
    }

    /// Whether it is noted that a block has records with a mark.
    static func contains(_ mark: Mark, _ block: Int64, _ database: Database) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM audit_blocks WHERE field = ? AND value = ? AND block = ?)")
        return try Bool.fetchOne(statement, arguments: Place(mark: mark, block: block).arguments) ?? false
    }

    /// Looks at a piece of the places, in the order in which they are kept.
    ///
    /// - Returns: Where the piece ended, nil at the end of all; and those of it whose records are gone.
    static func empty(after place: Place?, in database: Database) throws -> (last: Place?, empty: [Place]) {
        let oldest = try Int64.fetchOne(database.cachedStatement(sql: "SELECT min(id) FROM audit_records"))
        let statement = try database.cachedStatement(
            sql: """
                SELECT field, value, block FROM audit_blocks WHERE (field, value, block) > (?, ?, ?)
                ORDER BY field, value, block LIMIT ?
                """)
        let start: StatementArguments = place?.arguments ?? ["", 0, 0]
        let places = try Row.fetchAll(statement, arguments: start + [pieceLength]).compactMap { row -> Place? in
            guard let name: String = row[0], let field = Field(rawValue: name), let block: Int64 = row[2] else {
                return nil
            }
            return Place(mark: Mark(field: field, value: row[1]), block: block)
        }
        let first = oldest.map(block) ?? .max
        return (places.count < pieceLength ? nil : places.last, places.filter { $0.block < first })
    }

    static func forget(_ places: [Place], in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "DELETE FROM audit_blocks WHERE field = ? AND value = ? AND block = ?")
        for place in places { try statement.execute(arguments: place.arguments) }
    }
}
