//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Does something, and has `tick` called in between as long as it takes.
func withTicks(
    every interval: Duration, _ tick: @escaping @Sendable () -> Void, _ body: () async throws -> Void
) async throws {
    try await withThrowingDiscardingTaskGroup { tasks in
        tasks.addTask {
            while !Task.isCancelled {
                // A cancelled sleep ends at once, and then the loop does.
                try? await Task.sleep(for: interval)
                tick()
            }
        }
        defer { tasks.cancelAll() }
        try await body()
    }
}
