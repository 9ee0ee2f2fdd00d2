//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteStore {
    private static let executionColumns = """
        activity_id, tenant, playbook_id, event_id, token_id, token_family, started_by, started_at
        """

    public func insertExecution(_ execution: Execution) async throws(StoreError) {
        try await database.write { database in
            let sql = """
                INSERT INTO executions (\(Self.executionColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (activity_id, tenant) DO NOTHING
                """
            try database.cachedStatement(sql: sql).execute(
                arguments: StatementArguments(
                    stored: execution.activityID.description, execution.tenant.rawValue, execution.playbookID.rawValue,
                    execution.eventID, execution.tokenID?.rawValue, execution.tokenFamily?.rawValue,
                    execution.startedBy, execution.startedAt.storedMilliseconds))
        }
    }

    public func execution(_ id: ActivityID) async throws(StoreError) -> Execution? {
        try await database.read { database in
            let sql = "SELECT \(Self.executionColumns) FROM executions WHERE activity_id = ? ORDER BY id LIMIT 1"
            return try Row.fetchOne(
                database.cachedStatement(sql: sql), arguments: StatementArguments(stored: id.description)
            )
            .map(Self.execution)
        }
    }

    public func execution(_ id: ActivityID, tenant: TenantID) async throws(StoreError) -> Execution? {
        try await database.read { database in
            let sql = "SELECT \(Self.executionColumns) FROM executions WHERE activity_id = ? AND tenant = ?"
            return try Row.fetchOne(
                database.cachedStatement(sql: sql),
                arguments: StatementArguments(stored: id.description, tenant.rawValue)
            )
            .map(Self.execution)
        }
    }

    public func executions(tenant: TenantID, limit: Int) async throws(StoreError) -> [Execution] {
        try await database.read { database in
            let sql = """
                SELECT \(Self.executionColumns) FROM executions WHERE tenant = ?
                ORDER BY started_at DESC, id DESC LIMIT ?
                """
            return try Row.fetchAll(
                database.cachedStatement(sql: sql),
                arguments: StatementArguments(stored: tenant.rawValue, max(0, limit))
            ).map(Self.execution)
        }
    }

    public func executions(
        tenant: TenantID, of family: APITokenID, limit: Int
    ) async throws(StoreError) -> [Execution] {
        try await database.read { database in
            let sql = """
                SELECT \(Self.executionColumns) FROM executions WHERE tenant = ? AND token_family = ?
                ORDER BY started_at DESC, id DESC LIMIT ?
                """
            return try Row.fetchAll(
                database.cachedStatement(sql: sql),
                arguments: StatementArguments(stored: tenant.rawValue, family.rawValue, max(0, limit))
            ).map(Self.execution)
        }
    }

    private static func execution(_ row: Row) throws -> Execution {
        var row = RowReader(row)
        guard let activityID = ActivityID(try row.next(String.self)) else { throw RowReader.Unreadable() }
        return Execution(
            activityID: activityID,
            tenant: TenantID(rawValue: try row.next()),
            playbookID: PlaybookID(rawValue: try row.next()),
            eventID: try row.next(),
            tokenID: try row.nextIfPresent().map(APITokenID.init(rawValue:)),
            tokenFamily: try row.nextIfPresent().map(APITokenID.init(rawValue:)),
            startedBy: try row.next(),
            startedAt: try row.nextDate())
    }
}
