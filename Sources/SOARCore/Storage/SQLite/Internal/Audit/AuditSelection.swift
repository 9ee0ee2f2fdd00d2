//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// A query for audit records in SQL.
struct AuditSelection {
    /// What records must have, each with the blocks in which there are such.
    private var marks: [AuditBlocks.Mark] = []
    private var conditions: [String] = []
    private var arguments: StatementArguments = []
    private let hours: (first: Int64?, last: Int64?)

    init(_ query: AuditQuery) {
        let (since, until) = (query.since?.storedMilliseconds, query.until?.storedMilliseconds)
        hours = (since.map(AuditBlocks.hour), until.map(AuditBlocks.hour))
        match(.tenant, (query.tenant?.rawValue.asStored)?.databaseValue)
        match(.tokenName, (query.tokenName?.asStored)?.databaseValue)
        match(.tokenID, query.tokenID?.rawValue.databaseValue)
        match(.action, (query.action?.asStored)?.databaseValue)
        match(.outcome, query.outcome?.rawValue.databaseValue)
        if let since { require("time >= ?", since) }
        if let until { require("time <= ?", until) }
        if query.hidesSettledIntents {
            conditions.append(
                """
                NOT (phase = 'intent' AND EXISTS (
                    SELECT 1 FROM audit_records AS later
                    WHERE later.call_id = record.call_id AND later.phase = 'outcome'
                    AND later.outcome <> 'denied'))
                """)
        }
    }

    private mutating func match(_ field: AuditBlocks.Field, _ value: DatabaseValue?) {
        guard let value else { return }
        marks.append(AuditBlocks.Mark(field: field, value: value))
        require("\(field.rawValue) = ?", value)
    }

    private mutating func require(_ condition: String, _ value: any DatabaseValueConvertible) {
        conditions.append(condition)
        arguments += [value]
    }

    /// A page of the newest that come before a record.
    func page(
        before id: Int64?, limit: Int, in database: Database
    ) throws -> (sql: String, arguments: StatementArguments) {
        var selection = self
        if let id { selection.require("id < ?", id) }
        var blocks: ClosedRange<Int64> = 0...(id.map(AuditBlocks.block) ?? .max / AuditBlocks.length)
        if hours.first != nil || hours.last != nil {
            let range = try AuditBlocks.range(ofHours: hours.first ?? .min, through: hours.last ?? .max, in: database)
            // Where nothing is, a block that can't be.
            blocks = range.map { $0.clamped(to: blocks) } ?? -1 ... -1
        }
        let limit = Int64(max(0, limit))
        return selection.marks.isEmpty ? selection.plain(blocks, limit) : selection.joined(blocks, limit)
    }

    /// All records of a range of blocks that fit.
    private func plain(_ blocks: ClosedRange<Int64>, _ limit: Int64) -> (sql: String, arguments: StatementArguments) {
        let terms = ["id BETWEEN ? AND ?"] + conditions
        let range: StatementArguments = [
            blocks.lowerBound * AuditBlocks.length, blocks.upperBound * AuditBlocks.length + (AuditBlocks.length - 1),
        ]
        return (
            "\(select) WHERE \(terms.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?", range + arguments + [limit]
        )
    }

    /// Those of the blocks in which everything that is looked for occurs, from the newest block on.
    private func joined(_ blocks: ClosedRange<Int64>, _ limit: Int64) -> (sql: String, arguments: StatementArguments) {
        var values: StatementArguments = []
        var terms: [String] = []
        for (number, mark) in marks.enumerated() {
            terms.append(
                number == 0
                    ? "place.field = ? AND place.value = ? AND place.block BETWEEN ? AND ?"
                    : """
                    EXISTS (
                        SELECT 1 FROM audit_blocks AS other
                        WHERE other.field = ? AND other.value = ? AND other.block = place.block)
                    """)
            values += [mark.field.rawValue, mark.value]
            if number == 0 { values += [blocks.lowerBound, blocks.upperBound] }
        }
        let length = AuditBlocks.length
        terms.append("id BETWEEN place.block * \(length) AND place.block * \(length) + \(length - 1)")
        let sql = """
            SELECT id, \(AuditRow.columns), hash FROM audit_blocks AS place CROSS JOIN audit_records AS record
            WHERE \((terms + conditions).joined(separator: " AND ")) ORDER BY place.block DESC, id DESC LIMIT ?
            """
        return (sql, values + arguments + [limit])
    }

    /// A run of numbers in their order.
    func piece(after id: Int64, upTo last: Int64) -> (sql: String, arguments: StatementArguments) {
        let terms = ["id > ?", "id <= ?"] + conditions
        let range: StatementArguments = [id, last]
        return ("\(select) WHERE \(terms.joined(separator: " AND ")) ORDER BY id", range + arguments)
    }

    private var select: String { "SELECT id, \(AuditRow.columns), hash FROM audit_records AS record" }
}
