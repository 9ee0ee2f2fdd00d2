//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension InMemoryStore {
    public func tenantRevision() async throws(StoreError) -> Int64 {
        try withContents { $0.tenantRevision }
    }

    public func tenants() async throws(StoreError) -> [Tenant] {
        try withContents { contents in contents.tenants.values.sorted { $0.id < $1.id } }
    }

    public func tenant(_ id: TenantID) async throws(StoreError) -> Tenant? {
        try withContents { $0.tenants[id.asStored] }
    }

    public func insertTenant(_ new: Tenant, by operator: Operator?) async throws(StoreError) -> Tenant {
        let tenant = try new.checked()
        return try changingTenants { (contents) throws(StoreError) in
            guard contents.tenants[tenant.id] == nil else { throw .tenantExists(tenant.id) }
            try checkCapacity(contents.tenants.count)
            contents.tenants[tenant.id] = tenant
            let record = `operator`.map { tenant.record("create", $0, tenant.audited(after: nil)) }
            return (tenant, record)
        }
    }

    public func changeTenant(
        _ id: TenantID, _ change: TenantChange, by operator: Operator?
    ) async throws(StoreError) -> Tenant? {
        try changingTenants { (contents) throws(StoreError) in
            guard let old = contents.tenants[id.asStored] else { return (nil, nil) }
            let tenant = try old.with(change)
            guard tenant != old else { return (old, nil) }
            contents.tenants[tenant.id] = tenant
            let record = `operator`.map { tenant.record(tenant.action(after: old), $0, tenant.audited(after: old)) }
            return (tenant, record)
        }
    }

    /// Runs a change with its record, and has whoever remembers tenants, or their tokens, look again.
    private func changingTenants<Value: Sendable>(
        _ body: (inout Contents) throws(StoreError) -> (Value, AuditRecord?)
    ) throws(StoreError) -> Value {
        let value = try withContents { (contents) throws(StoreError) in
            let (value, record) = try body(&contents)
            if let record { contents.auditRecords.append(record.asStored) }
            contents.tenantRevision += 1
            contents.tokenRevision += 1
            return value
        }
        tenantChanges.increment()
        tokenChanges.increment()
        return value
    }
}
