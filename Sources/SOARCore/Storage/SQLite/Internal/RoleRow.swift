//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// A role as a row.
enum RoleRow {
    private static let columns = "name, summary, scopes, restrictions"

    static func fetch(_ name: RoleName, tenant: TenantID, _ database: Database) throws -> Role? {
        if let role = Role.builtIn.first(where: { $0.name == name }) { return role }
        let sql = "SELECT \(columns) FROM roles WHERE tenant = ? AND name = ?"
        return try Row.fetchOne(
            database.cachedStatement(sql: sql), arguments: StatementArguments(stored: tenant.rawValue, name.rawValue)
        ).map(role)
    }

    static func fetchAll(tenant: TenantID, _ database: Database) throws -> [Role] {
        let sql = "SELECT \(columns) FROM roles WHERE tenant = ? ORDER BY name"
        return try Row.fetchAll(
            database.cachedStatement(sql: sql), arguments: StatementArguments(stored: tenant.rawValue)
        ).map(role)
    }

    static func replace(_ role: Role, tenant: TenantID, in database: Database) throws {
        let sql = """
            INSERT INTO roles (tenant, \(columns)) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (tenant, name) DO UPDATE SET
                summary = excluded.summary, scopes = excluded.scopes, restrictions = excluded.restrictions
            """
        try database.execute(
            sql: sql,
            arguments: StatementArguments(
                stored: tenant.rawValue, role.name.rawValue, role.summary, try role.scopes.storedText(),
                TokenRow.text(role.restrictions)))
    }

    private static func role(_ row: Row) throws -> Role {
        var row = RowReader(row)
        let name = RoleName(rawValue: try row.next())
        return Role(
            name: name, summary: try row.next(), scopes: Set(storedText: try row.next()),
            restrictions: try TokenRow.restrictions(try row.nextIfPresent(), of: "the role “\(name)”"))
    }
}
