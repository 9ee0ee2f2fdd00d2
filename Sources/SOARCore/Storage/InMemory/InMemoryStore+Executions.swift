//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension InMemoryStore {
    public func insertExecution(_ execution: Execution) async throws(StoreError) {
        try withContents { (contents) throws(StoreError) in
            let execution = execution.asStored
            guard contents.executionPositions[execution.activityID]?[execution.tenant] == nil else { return }
            try checkCapacity(contents.executions.count)
            let position = contents.executions.count
            contents.executionPositions[execution.activityID, default: [:]][execution.tenant] = position
            contents.executions.append(execution)
        }
    }

    public func execution(_ id: ActivityID) async throws(StoreError) -> Execution? {
        try withContents { contents in
            contents.executionPositions[id]?.values.min().map { contents.executions[$0] }
        }
    }

    public func execution(_ id: ActivityID, tenant: TenantID) async throws(StoreError) -> Execution? {
        try withContents { contents in
            contents.executionPositions[id]?[tenant.asStored].map { contents.executions[$0] }
        }
    }

    public func executions(tenant: TenantID, limit: Int) async throws(StoreError) -> [Execution] {
        let executions = try withContents { contents in contents.executions.filter { $0.tenant == tenant.asStored } }
        return Array(newestFirst(executions, by: \.startedAt).prefix(max(0, limit)))
    }
}
