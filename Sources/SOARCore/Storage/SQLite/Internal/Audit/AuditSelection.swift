//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// A query for audit records in SQL.
struct AuditSelection {
    private var conditions: [String] = []
    private var arguments: StatementArguments = []

    init(_ query: AuditQuery) {
        require("tenant = ?", query.tenant?.rawValue)
        require("token_name = ?", query.tokenName)
        require("token_id = ?", query.tokenID?.rawValue)
        require("action = ?", query.action)
        require("outcome = ?", query.outcome?.rawValue)
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

    private mutating func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
        guard values.allSatisfy({ $0 != nil }) else { return }
        conditions.append(condition)
        for value in values.compactMap(\.self) { arguments.append(stored: value) }
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
    func page(limit: Int) -> (sql: String, arguments: StatementArguments) {
        ("\(select) \(filter) ORDER BY time DESC, id DESC LIMIT ?", arguments + [max(0, limit)])
    }

    /// A run of numbers in their order.
    func piece(after id: Int64, upTo last: Int64) -> (sql: String, arguments: StatementArguments) {
        var selection = self
        // The plus signs keep SQLite from any other index: there are only so many numbers to look at.
        selection.conditions = conditions.map { $0.hasPrefix("NOT") ? $0 : "+" + $0 }
        selection.require("id > ?", id)
        selection.require("id <= ?", last)
        return ("\(select) \(selection.filter) ORDER BY id", selection.arguments)
    }

    private var select: String { "SELECT id, \(AuditRow.columns), hash FROM audit_records" }

    private var filter: String { conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))" }
}
