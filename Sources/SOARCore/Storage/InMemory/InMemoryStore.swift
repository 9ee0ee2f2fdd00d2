//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Keeps everything in memory, for tests and for embedding without a file: when the process ends it is gone.
///
/// It behaves as ``SQLiteStore`` does, except that nothing it holds survives the process.
public final class InMemoryStore: SOARStore {
    public let tokenChanges = ChangeCounter()
    public let tenantChanges = ChangeCounter()
    public let catalogChanges = ChangeCounter()

    /// How many tokens, executions and audit records are kept, of each kind; beyond that new ones are refused, for
    /// nothing that was acknowledged may go.
    public let capacity: Int

    private let contents = Mutex(Contents())

    public init(capacity: Int = 1_000_000) { self.capacity = capacity }

    public func checkHealth() async throws(StoreError) {}

    /// Looks at or changes what is kept; a throw in the middle must not leave a half change behind.
    func withContents<Value: Sendable>(
        _ body: (inout Contents) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let result = contents.withLock { contents in
            Result { () throws(StoreError) in try body(&contents) }
        }
        return try result.get()
    }

    /// Refuses one more of a kind of which there are that many.
    func checkCapacity(_ count: Int) throws(StoreError) {
        guard count < capacity else { throw StoreError(.unavailable, "The store in memory is full.") }
    }
}
