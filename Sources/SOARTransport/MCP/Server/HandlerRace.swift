//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// What ends the wait for a handler: it is done, its time is up, or nobody waits any more; the first one counts.
final class HandlerRace<Value: Sendable>: Sendable {
    enum Outcome: Sendable {
        case finished(Result<Value, any Error>)
        case failed(HandlerFailure)
    }

    private let outcome = Mutex<Outcome?>(nil)
    private let wakeup = Wakeup()

    init() {}

    /// Runs a handler to its end.
    func enter(_ body: @Sendable () async throws -> Value) async {
        do {
            settle(.finished(.success(try await body())))
        } catch {
            settle(.finished(.failure(error)))
        }
    }

    func settle(_ outcome: Outcome) {
        self.outcome.withLock { $0 = $0 ?? outcome }
        wakeup.wake()
    }

    /// The first outcome, where there is one already.
    var settled: Outcome? { outcome.withLock(\.self) }

    /// The first outcome; nil in a cancelled task.
    func wait() async -> Outcome? {
        while true {
            if let settled { return settled }
            if Task.isCancelled { return nil }
            await wakeup.wait()
        }
    }
}
