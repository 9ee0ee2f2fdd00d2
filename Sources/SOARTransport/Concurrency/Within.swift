//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Waits for something, but no longer than that; what heeds cancellation is then over.
///
/// - Returns: Whether it was done in time.
func within(_ limit: Duration, _ body: @escaping @Sendable () async -> Void) async -> Bool {
    await withTaskGroup(of: Bool.self) { tasks in
        tasks.addTask {
            await body()
            return true
        }
        tasks.addTask {
            try? await Task.sleep(for: limit)
            return false
        }
        defer { tasks.cancelAll() }
        return await tasks.next() ?? false
    }
}
