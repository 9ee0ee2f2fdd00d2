//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Keeps which executions were started here, and by whom.
public protocol ExecutionStore: Sendable {
    /// Stores an execution; one that is known already stays as it was.
    func insertExecution(_ execution: Execution) async throws(StoreError)

    /// The execution of that id, whichever tenant it belongs to: the caller decides who may know of it.
    func execution(_ id: ActivityID) async throws(StoreError) -> Execution?

    /// The tenant's executions, the newest first.
    func executions(tenant: TenantID, limit: Int) async throws(StoreError) -> [Execution]
}
