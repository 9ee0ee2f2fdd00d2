//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Dispatch
import Testing

@testable import SOARCore

/// Holds up the connection that writes, so that a test decides when the next transaction begins.
struct WriterGate {
    private let gate = DispatchSemaphore(value: 0)

    /// Closes the gate: nothing is written from now on.
    init(before store: SQLiteStore) {
        store.database.schedule { [gate] _ in gate.wait() }
    }

    /// Lets go on what waits; once it is open it stays open.
    func open() { gate.signal() }

    /// Waits until so many audit records are in the queue.
    static func waitForRecords(_ count: Int, in store: SQLiteStore) async throws {
        for _ in 0..<2_000 where store.committer.waitingCount < count { try await Task.sleep(for: .milliseconds(2)) }
        try #require(store.committer.waitingCount == count)
    }
}
