//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension InMemoryStore {
    public func insertExecution(_ execution: Execution) async throws(StoreError) {
        try withContents { (contents) throws(StoreError) in
            guard contents.executionPositions[execution.activityID] == nil else { return }
            try checkCapacity(contents.executions.count)
            contents.executionPositions[execution.activityID] = contents.executions.count
            contents.executions.append(execution.asStored)
        }
    }

    public func execution(_ id: ActivityID) async throws(StoreError) -> Execution? {
        try withContents { contents in contents.executionPositions[id].map { contents.executions[$0] } }
    }

    public func executions(tenant: TenantID, limit: Int) async throws(StoreError) -> [Execution] {
        let executions = try withContents { contents in contents.executions.filter { $0.tenant == tenant.asStored } }
        return Array(newestFirst(executions, by: \.startedAt).prefix(max(0, limit)))
    }
}
