//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Keeps the tenants; each change is in the audit log with who made it, or did not happen.
///
/// Without an operator nothing is recorded: for programs that keep a record of their own.
public protocol TenantAdministration: Sendable {
    /// Counts what this process changed; whoever remembers tenants compares it to know that they are still true.
    var tenantChanges: ChangeCounter { get }

    /// A number that grows with every change of a tenant by any process.
    func tenantRevision() async throws(StoreError) -> Int64

    /// The tenants, ordered by id; ``TenantID/default`` is always among them.
    func tenants() async throws(StoreError) -> [Tenant]

    /// The tenant of that id; nil where there is none.
    func tenant(_ id: TenantID) async throws(StoreError) -> Tenant?

    /// Stores a new tenant.
    ///
    /// - Throws: ``StoreError/Code/conflict`` where there is one of that name, ``StoreError/Code/invalid`` for a name or
    ///   a value that is not accepted, with what is.
    func insertTenant(_ tenant: Tenant, by operator: Operator?) async throws(StoreError) -> Tenant

    /// Changes a tenant.
    ///
    /// - Returns: The tenant as it is now; nil where there is none of that id.
    /// - Throws: ``StoreError/Code/invalid`` for a value that is not accepted, with what is.
    func changeTenant(
        _ id: TenantID, _ change: TenantChange, by operator: Operator?
    ) async throws(StoreError) -> Tenant?
}

extension TenantAdministration {
    /// Switches a tenant on or off: what is off refuses all its callers, and keeps everything.
    ///
    /// - Returns: The tenant as it is now; nil where there is none of that id.
    public func setTenant(
        _ id: TenantID, state: Tenant.State, by operator: Operator?
    ) async throws(StoreError) -> Tenant? {
        var change = TenantChange()
        change.state = state
        return try await changeTenant(id, change, by: `operator`)
    }
}
