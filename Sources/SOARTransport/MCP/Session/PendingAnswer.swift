//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// The answer that a client still owes.
final class PendingAnswer: Sendable {
    typealias Outcome = Result<JSONObject, AskingFailure>

    private let outcome = Mutex<Outcome?>(nil)
    private let wakeup = Wakeup()

    init() {}

    /// Hands the answer to whoever waits; the first one counts.
    func resolve(_ answer: Outcome) {
        outcome.withLock { $0 = $0 ?? answer }
        wakeup.wake()
    }

    /// Waits for the answer.
    ///
    /// - Throws: ``AskingFailure``, and `CancellationError` in a cancelled task.
    func wait(atMost limit: Duration, _ timers: Timers) async throws -> JSONObject {
        let timer = timers.schedule(after: limit) { self.resolve(.failure(.timedOut)) }
        defer { timers.cancel(timer) }
        while true {
            if let outcome = outcome.withLock(\.self) { return try outcome.get() }
            try Task.checkCancellation()
            await wakeup.wait()
        }
    }
}
