//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension Timers {
    /// Does something, and has `tick` called in between as long as it takes.
    func withTicks(
        every interval: Duration, _ tick: @escaping @Sendable () -> Void, _ body: () async throws -> Void
    ) async throws {
        let id = schedule(after: interval, repeating: true, tick)
        defer { cancel(id) }
        try await body()
    }
}
