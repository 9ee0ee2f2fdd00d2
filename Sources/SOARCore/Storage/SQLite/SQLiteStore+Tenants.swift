//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

extension SQLiteStore {
    public func tenantRevision() async throws(StoreError) -> Int64 { try await database.revision("tenants") }

    public func tenants() async throws(StoreError) -> [Tenant] {
        try await database.read { database in try TenantRow.fetchAll(database) }
    }

    public func tenant(_ id: TenantID) async throws(StoreError) -> Tenant? {
        try await database.read { database in try TenantRow.fetch(id, database) }
    }

    public func insertTenant(_ new: Tenant, by operator: Operator?) async throws(StoreError) -> Tenant {
        let tenant = try new.checked()
        do throws(StoreError) {
            return try await changingTenants { database in
                try TenantRow.insert(tenant, in: database)
                let record = `operator`.map { tenant.record("create", $0, tenant.audited(after: nil)) }
                return (tenant, record.map { [$0] } ?? [])
            }
        } catch {
            throw error.code == .conflict ? .tenantExists(tenant.id) : error
        }
    }

    public func changeTenant(
        _ id: TenantID, _ change: TenantChange, by operator: Operator?
    ) async throws(StoreError) -> Tenant? {
        try await changingTenants { database in
            guard let old = try TenantRow.fetch(id, database) else { return (nil, []) }
            let tenant = try old.with(change)
            guard tenant != old else { return (old, []) }
            try TenantRow.update(tenant, in: database)
            let record = `operator`.map { tenant.record(tenant.action(after: old), $0, tenant.audited(after: old)) }
            return (tenant, record.map { [$0] } ?? [])
        }
    }

    /// Runs a change with its records, and has whoever remembers tenants, or their tokens, look again.
    private func changingTenants<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> (Value, [AuditRecord])
    ) async throws(StoreError) -> Value {
        let value = try await changing(body)
        tenantChanges.increment()
        return value
    }
}
