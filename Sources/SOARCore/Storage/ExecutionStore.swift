//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Keeps which executions were started here, and by whom.
public protocol ExecutionStore: Sendable {
    /// Stores an execution; one that its tenant has already stays as it was.
    func insertExecution(_ execution: Execution) async throws(StoreError)

    /// The execution of that id, whichever tenant it belongs to, the first that was stored: the caller decides who may
    /// know of it.
    func execution(_ id: ActivityID) async throws(StoreError) -> Execution?

    /// The tenant's execution of that id.
    func execution(_ id: ActivityID, tenant: TenantID) async throws(StoreError) -> Execution?

    /// The tenant's executions, the newest first.
    func executions(tenant: TenantID, limit: Int) async throws(StoreError) -> [Execution]
}

extension ExecutionStore {
    /// Convenience for stores in which no two tenants have an execution of the same id.
    public func execution(_ id: ActivityID, tenant: TenantID) async throws(StoreError) -> Execution? {
        guard let execution = try await execution(id), execution.tenant == tenant else { return nil }
        return execution
    }
}
