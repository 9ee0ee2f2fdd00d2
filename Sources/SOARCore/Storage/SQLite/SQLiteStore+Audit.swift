//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteStore {
    public func append(_ record: AuditRecord, durability: AuditDurability) async throws(StoreError) {
        try await committer.append(record, durability: durability)
    }

    public func enqueue(_ record: AuditRecord) async throws(StoreError) { try await committer.enqueue(record) }

    public func flushAuditRecords() async throws(StoreError) { try await committer.flush() }

    public func checkAuditLog() async throws(StoreError) {
        try await committer.flush()
        try await database.write { database in
            try database.cachedStatement(sql: "UPDATE revisions SET value = value + 1 WHERE name = 'probes'").execute()
        }
    }

    public func auditRecords(_ query: AuditQuery) async throws(StoreError) -> [AuditRecord] {
        // What can't be written yet is no reason to hide what is.
        try? await committer.flush()
        return try await database.read { database in
            let (sql, arguments) = Self.selection(query)
            return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(AuditRow.record)
        }
    }

    private static func selection(_ query: AuditQuery) -> (sql: String, arguments: StatementArguments) {
        var conditions: [String] = []
        var arguments: StatementArguments = []
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments.append(stored: value)
        }
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
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        arguments.append(stored: max(0, query.limit))
        let sql = "SELECT \(AuditRow.columns) FROM audit_records \(filter) ORDER BY time DESC, id DESC LIMIT ?"
        return (sql, arguments)
    }
}
