//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Dispatch
import Testing

@testable import SOARCore

/// Holds up the connection that writes, so that a test decides when the next transaction begins.
enum WriterGate {
    /// Runs the body while nothing is written; what it leaves waiting goes on afterwards.
    ///
    /// The body must not wait for a write; it returns once `open` was called or at its end.
    static func closed<Value>(on store: SQLiteStore, _ body: () async throws -> Value) async throws -> Value {
        let gate = DispatchSemaphore(value: 0)
        store.database.schedule { _ in gate.wait() }
        defer { gate.signal() }
        return try await body()
    }

    /// Waits until so many audit records are in the queue.
    static func waitForRecords(_ count: Int, in store: SQLiteStore) async throws {
        for _ in 0..<2_000 where store.committer.waitingCount < count { try await Task.sleep(for: .milliseconds(2)) }
        try #require(store.committer.waitingCount == count)
    }
}
