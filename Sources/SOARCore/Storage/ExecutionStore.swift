//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Keeps which executions were started here, and by whom.
public protocol ExecutionStore: Sendable {
    /// Stores an execution; one that is known already stays as it was.
    func insertExecution(_ execution: Execution) async throws(StoreError)

    /// The execution of that id, where it belongs to the tenant.
    func execution(_ id: ActivityID, tenant: TenantID) async throws(StoreError) -> Execution?

    /// The tenant's executions, the newest first.
    func executions(tenant: TenantID, limit: Int) async throws(StoreError) -> [Execution]
}
