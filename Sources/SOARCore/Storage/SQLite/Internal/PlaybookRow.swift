//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// A catalogue entry as a row.
enum PlaybookRow {
    static let columns = """
        id, name, display_name, category, summary, labels, created_at, updated_at, parameters, enabled, gone_since, \
        synced_at, execution_limits, approval
        """

    static let replacement = """
        INSERT INTO playbooks (tenant, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, id) DO UPDATE SET
            name = excluded.name, display_name = excluded.display_name, category = excluded.category,
            summary = excluded.summary, labels = excluded.labels, created_at = excluded.created_at,
            updated_at = excluded.updated_at, parameters = excluded.parameters, enabled = excluded.enabled,
            gone_since = excluded.gone_since, synced_at = excluded.synced_at,
            execution_limits = excluded.execution_limits, approval = excluded.approval
        """

    /// What came in from the platform was bounded there.
    private static let limits = {
        var limits = JSONLimits()
        limits.maximumBytes = .max
        limits.maximumValues = .max
        return limits
    }()

    static func arguments(_ entry: CatalogEntry, tenant: TenantID) -> StatementArguments {
        let playbook = entry.playbook
        let parameters = playbook.parameters.map { JSONValue.array($0.map(\.storedJSON)).text() }
        return StatementArguments(
            stored: tenant.rawValue, playbook.id.rawValue, playbook.name, playbook.displayName, playbook.category,
            playbook.summary, JSONValue(playbook.labels).text(), playbook.createdAt?.storedMilliseconds,
            playbook.updatedAt?.storedMilliseconds, parameters, entry.isEnabled, entry.goneSince?.storedMilliseconds,
            entry.syncedAt.storedMilliseconds, entry.executionLimits.storedText, entry.approval.rawValue)
    }

    static func entry(_ row: Row) throws -> CatalogEntry {
        var row = RowReader(row)
        let playbook = Playbook(
            id: PlaybookID(rawValue: try row.next()),
            name: try row.next(),
            displayName: try row.next(),
            category: try row.next(),
            summary: try row.next(),
            labels: try elements(try row.next()).map(text),
            createdAt: try row.nextDateIfPresent(),
            updatedAt: try row.nextDateIfPresent(),
            parameters: try row.nextIfPresent(String.self).map { try elements($0).map(parameter) })
        var entry = CatalogEntry(
            playbook: playbook,
            isEnabled: try row.next(),
            goneSince: try row.nextDateIfPresent(),
            syncedAt: try row.nextDate())
        entry.executionLimits = try row.nextIfPresent(String.self).map(allowances) ?? []
        entry.approval = try row.nextCase()
        return entry
    }

    static func fetch(_ id: PlaybookID, tenant: TenantID, _ database: Database) throws -> CatalogEntry? {
        let sql = "SELECT \(columns) FROM playbooks WHERE tenant = ? AND id = ?"
        return try Row.fetchOne(
            database.cachedStatement(sql: sql), arguments: StatementArguments(stored: tenant.rawValue, id.rawValue)
        ).map(entry)
    }

    private static func elements(_ text: String) throws -> [JSONValue] {
        guard let elements = try JSONParser.parse(text, limits: limits).arrayValue else { throw RowReader.Unreadable() }
        return elements
    }

    private static func allowances(_ text: String) throws -> [ExecutionAllowance] {
        guard let allowances = [ExecutionAllowance](storedText: text) else { throw RowReader.Unreadable() }
        return allowances
    }

    private static func text(_ json: JSONValue) throws -> String {
        guard let text = json.stringValue else { throw RowReader.Unreadable() }
        return text
    }

    private static func parameter(_ json: JSONValue) throws -> PlaybookParameter {
        guard let parameter = PlaybookParameter(storedJSON: json) else { throw RowReader.Unreadable() }
        return parameter
    }
}
