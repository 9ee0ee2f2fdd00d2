//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteStore {
    public func adminPassword() async throws(StoreError) -> StoredAdminPassword? {
        try await database.read { database in try Self.adminPassword(database) }
    }

    public func setAdminPassword(
        _ password: StoredAdminPassword, replacing old: PasswordHash?, by operator: Operator?
    ) async throws(StoreError) -> Bool {
        try await database.write { database in
            if let old, try Self.adminPassword(database)?.hash != old { return false }
            if let `operator` { try AuditRow.insert([.passwordChange(`operator`)], in: database) }
            try Self.setAdminPassword(password, database)
            return true
        }
    }

    static func adminPassword(_ database: Database) throws -> StoredAdminPassword? {
        try Row.fetchOne(database, sql: "SELECT hash, changed_at FROM admin_password").map { row in
            var row = RowReader(row)
            guard let hash = PasswordHash(try row.next(String.self)) else { throw RowReader.Unreadable() }
            return StoredAdminPassword(hash: hash, changedAt: try row.nextDate())
        }
    }

    static func setAdminPassword(_ password: StoredAdminPassword, _ database: Database) throws {
        let sql = """
            INSERT INTO admin_password (id, hash, changed_at) VALUES (1, ?, ?)
            ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at
            """
        try database.execute(
            sql: sql, arguments: StatementArguments(stored: password.hash.text, password.changedAt.storedMilliseconds))
    }
}
