//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// A tenant as a row.
enum TenantRow {
    private static let columns = """
        id, display_name, created_at, state, platform, platform_token, execution_limits
        """

    static func fetch(_ id: TenantID, _ database: Database) throws -> Tenant? {
        let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM tenants WHERE id = ?")
        return try Row.fetchOne(statement, arguments: StatementArguments(stored: id.rawValue)).map(tenant)
    }

    static func fetchAll(_ database: Database) throws -> [Tenant] {
        try Row.fetchAll(database, sql: "SELECT \(columns) FROM tenants ORDER BY id").map(tenant)
    }

    static func insert(_ tenant: Tenant, in database: Database) throws {
        let sql = "INSERT INTO tenants (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)"
        try database.cachedStatement(sql: sql).execute(
            arguments: StatementArguments(
                stored: tenant.id.rawValue, tenant.displayName, tenant.createdAt.storedMilliseconds,
                tenant.state.rawValue, connection(tenant), tenant.platform?.sealedToken, limits(tenant)))
    }

    static func update(_ tenant: Tenant, in database: Database) throws {
        let sql = """
            UPDATE tenants SET display_name = ?, state = ?, platform = ?, platform_token = ?, execution_limits = ?
            WHERE id = ?
            """
        try database.cachedStatement(sql: sql).execute(
            arguments: StatementArguments(
                stored: tenant.displayName, tenant.state.rawValue, connection(tenant), tenant.platform?.sealedToken,
                limits(tenant), tenant.id.rawValue))
    }

    private static func connection(_ tenant: Tenant) -> String? {
        tenant.platform.map { JSONValue.object($0.json).text() }
    }

    private static func limits(_ tenant: Tenant) -> String? {
        guard !tenant.executionLimits.isEmpty else { return nil }
        return JSONValue.array(tenant.executionLimits.map { .string($0.description) }).text()
    }

    private static func tenant(_ row: Row) throws -> Tenant {
        var row = RowReader(row)
        var tenant = Tenant(
            id: TenantID(rawValue: try row.next()), displayName: try row.next(), createdAt: try row.nextDate())
        tenant.state = try row.nextCase()
        let (connection, token) = (try row.nextIfPresent(String.self), try row.nextIfPresent(String.self))
        do {
            tenant.platform = try connection.map { try PlatformConnection(json: $0, sealedToken: token) }
            tenant.executionLimits = try row.nextIfPresent(String.self).map(allowances) ?? []
        } catch {
            throw StoreError(.damaged, "What is stored of the tenant “\(tenant.id)” can't be read.", cause: error)
        }
        return tenant
    }

    /// A limit that can't be read is not taken for none.
    private static func allowances(_ text: String) throws -> [ExecutionAllowance] {
        guard let values = try JSONParser.parse(text).arrayValue else { throw RowReader.Unreadable() }
        return try values.map { value in
            let allowance = value.stringValue.flatMap(ExecutionAllowance.init)
            guard let allowance else { throw RowReader.Unreadable() }
            return allowance
        }
    }
}
