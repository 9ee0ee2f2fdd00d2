//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// A query for audit records in SQL.
struct AuditSelection {
    /// A column that must have a value, and the index that finds such records by time.
    private struct Match {
        var column: String
        var index: String
        var value: any DatabaseValueConvertible
    }

    /// Beyond so many records it doesn't matter which index is the better one.
    private static let probeLength = 10_000

    private var matches: [Match] = []
    private var conditions: [String] = []
    private var arguments: StatementArguments = []

    init(_ query: AuditQuery) {
        match("tenant", "audit_records_by_tenant", query.tenant?.rawValue)
        match("token_name", "audit_records_by_token_name", query.tokenName)
        match("token_id", "audit_records_by_token", query.tokenID?.rawValue)
        match("action", "audit_records_by_action", query.action)
        match("outcome", "audit_records_by_outcome", query.outcome?.rawValue)
        require("time >= ?", query.since?.storedMilliseconds)
        require("time <= ?", query.until?.storedMilliseconds)
        if query.hidesSettledIntents {
            conditions.append(
                """
                NOT (phase = 'intent' AND EXISTS (
                    SELECT 1 FROM audit_records AS later
                    WHERE later.call_id = audit_records.call_id AND later.phase = 'outcome'
                    AND later.outcome <> 'denied'))
                """)
        }
    }

    private mutating func match(_ column: String, _ index: String, _ value: (any DatabaseValueConvertible)?) {
        guard let value else { return }
        matches.append(Match(column: column, index: index, value: value))
    }

    private mutating func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
        guard values.allSatisfy({ $0 != nil }) else { return }
        conditions.append(condition)
        for value in values.compactMap(\.self) { arguments.append(stored: value) }
    }

    /// The matches in the order of how few records they leave; SQLite knows nothing of what is in the indexes.
    private func ranked(in database: Database) throws -> [Match] {
        guard matches.count > 1 else { return matches }
        return try matches.map { match in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT count(*) FROM (
                        SELECT 1 FROM audit_records INDEXED BY \(match.index) WHERE \(match.column) = ? LIMIT ?)
                    """)
            var arguments = StatementArguments(stored: match.value)
            arguments += [Self.probeLength]
            return (try Int.fetchOne(statement, arguments: arguments) ?? 0, match)
        }
        .sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Leaves out a record and what is listed before it: what is as new or newer.
    mutating func begin(before id: Int64?, in database: Database) throws {
        guard let id else { return }
        let statement = try database.cachedStatement(sql: "SELECT time FROM audit_records WHERE id = ?")
        if let time = try Int64.fetchOne(statement, arguments: [id]) {
            require("(time, id) < (?, ?)", time, id)
        } else {
            require("id < ?", id)
        }
    }

    /// The newest first.
    func page(limit: Int, in database: Database) throws -> (sql: String, arguments: StatementArguments) {
        let (filter, arguments) = filter(try ranked(in: database), indexed: 1)
        return ("\(select) \(filter) ORDER BY time DESC, id DESC LIMIT ?", arguments + [max(0, limit)])
    }

    /// A run of numbers in their order.
    func piece(after id: Int64, upTo last: Int64) -> (sql: String, arguments: StatementArguments) {
        var selection = self
        // There are only so many numbers to look at, so no other index is wanted.
        selection.conditions = conditions.map { $0.hasPrefix("time") ? "+" + $0 : $0 }
        selection.require("id > ?", id)
        selection.require("id <= ?", last)
        let (filter, arguments) = selection.filter(matches, indexed: 0)
        return ("\(select) \(filter) ORDER BY id", arguments)
    }

    private var select: String { "SELECT id, \(AuditRow.columns), hash FROM audit_records" }

    /// All conditions; the first matches may use their indexes, plus signs keep SQLite from those of the others.
    private func filter(_ matches: [Match], indexed count: Int) -> (sql: String, arguments: StatementArguments) {
        var values: StatementArguments = []
        var terms: [String] = []
        for (number, match) in matches.enumerated() {
            terms.append("\(number < count ? "" : "+")\(match.column) = ?")
            values.append(stored: match.value)
        }
        terms += conditions
        return (terms.isEmpty ? "" : "WHERE \(terms.joined(separator: " AND "))", values + arguments)
    }
}
