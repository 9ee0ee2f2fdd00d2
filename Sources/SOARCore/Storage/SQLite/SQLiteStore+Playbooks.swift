//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date

extension SQLiteStore {
    public func playbooks(_ filter: PlaybookFilter) async throws(StoreError) -> [CatalogEntry] {
        try await database.read { database in
            var conditions = ["tenant = ?"]
            var arguments = StatementArguments(stored: filter.tenant.rawValue)
            if let category = filter.category {
                conditions.append("category = ?")
                arguments.append(stored: category)
            }
            if filter.onlyAvailable { conditions.append("enabled = 1 AND gone_since IS NULL") }
            // SQLite takes a negative limit for none at all.
            arguments.append(stored: filter.limit.map { max(0, $0) } ?? -1)
            let sql = """
                SELECT \(PlaybookRow.columns) FROM playbooks WHERE \(conditions.joined(separator: " AND "))
                ORDER BY id LIMIT ?
                """
            return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(PlaybookRow.entry)
        }
    }

    public func playbook(_ id: PlaybookID, tenant: TenantID) async throws(StoreError) -> CatalogEntry? {
        try await database.read { database in try PlaybookRow.fetch(id, tenant: tenant, database) }
    }

    public func setPlaybook(
        _ id: PlaybookID, tenant: TenantID, enabled: Bool
    ) async throws(StoreError) -> CatalogEntry? {
        let entry = try await database.write { database in
            try database.cachedStatement(sql: "UPDATE playbooks SET enabled = ? WHERE tenant = ? AND id = ?")
                .execute(arguments: StatementArguments(stored: enabled, tenant.rawValue, id.rawValue))
            return try PlaybookRow.fetch(id, tenant: tenant, database)
        }
        catalogChanges.increment()
        return entry
    }

    public func changePlaybook(
        _ id: PlaybookID, tenant: TenantID, _ change: PlaybookChange, by operator: Operator?
    ) async throws(StoreError) -> CatalogEntry? {
        let entry: CatalogEntry? = try await database.write { database in
            guard let entry = try PlaybookRow.fetch(id, tenant: tenant, database)?.with(change) else { return nil }
            try database.cachedStatement(sql: PlaybookRow.replacement)
                .execute(arguments: PlaybookRow.arguments(entry, tenant: tenant))
            if let `operator` { try AuditRow.insert(change.records(id, tenant, `operator`), in: database) }
            return entry
        }
        catalogChanges.increment()
        return entry
    }

    public func catalogRevision() async throws(StoreError) -> Int64 { try await database.revision("playbooks") }

    public func replacePlaybooks(
        _ playbooks: [Playbook], tenant: TenantID, at time: Date
    ) async throws(StoreError) -> CatalogChange {
        let change = try await database.write { database in
            let known = try Row.fetchAll(
                database, sql: "SELECT \(PlaybookRow.columns) FROM playbooks WHERE tenant = ?",
                arguments: StatementArguments(stored: tenant.rawValue)
            ).map(PlaybookRow.entry)
            let merge = CatalogMerge(
                known: Dictionary(known.map { ($0.playbook.id, $0) }) { _, last in last }, listed: playbooks, at: time)

            let replacement = try database.cachedStatement(sql: PlaybookRow.replacement)
            for entry in merge.changed {
                try replacement.execute(arguments: PlaybookRow.arguments(entry, tenant: tenant))
            }
            let marking = try database.cachedStatement(
                sql: "UPDATE playbooks SET gone_since = ? WHERE tenant = ? AND id = ?")
            for id in merge.gone {
                try marking.execute(
                    arguments: StatementArguments(stored: time.storedMilliseconds, tenant.rawValue, id.rawValue))
            }
            // What is not gone now was listed.
            try database.execute(
                sql: "UPDATE playbooks SET synced_at = ? WHERE tenant = ? AND gone_since IS NULL",
                arguments: StatementArguments(stored: time.storedMilliseconds, tenant.rawValue))
            return merge.change
        }
        catalogChanges.increment()
        return change
    }
}
