//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteStore {
    public func settings() async throws(StoreError) -> [String: String] {
        try await database.read { database in
            var settings: [String: String] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT name, value FROM settings") {
                var row = RowReader(row)
                settings[try row.next()] = try row.next(String.self)
            }
            return settings
        }
    }

    public func setting(_ name: String) async throws(StoreError) -> String? {
        try await database.read { database in try Self.setting(name, database) }
    }

    public func setSetting(
        _ name: String, to value: String?, by operator: Operator?
    ) async throws(StoreError) {
        try await database.write { database in
            let old = try Self.setting(name, database)
            guard old != value?.asStored else { return }
            if let `operator` {
                let record = AuditRecord.settingChange(name, from: old, to: value, `operator`)
                try AuditRow.insert([record], in: database)
            }
            guard let value else {
                try database.execute(
                    sql: "DELETE FROM settings WHERE name = ?", arguments: StatementArguments(stored: name))
                return
            }
            let sql = """
                INSERT INTO settings (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """
            try database.execute(sql: sql, arguments: StatementArguments(stored: name, value))
        }
    }

    private static func setting(_ name: String, _ database: Database) throws -> String? {
        let sql = "SELECT value FROM settings WHERE name = ?"
        return try String.fetchOne(database.cachedStatement(sql: sql), arguments: StatementArguments(stored: name))
    }
}
