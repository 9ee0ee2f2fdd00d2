//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Says when to tell of something again that may happen any number of times: no more often than it is read.
package final class TellingPace: Sendable {
    private struct State {
        var last: ContinuousClock.Instant?
        var untold = 0
    }

    private let pause: Duration
    private let state = Mutex(State())

    /// Makes a pace with that time between two tellings at least.
    package init(_ pause: Duration) { self.pause = pause }

    /// Takes note of one more.
    ///
    /// - Returns: How many were left out since the last telling; nil where this one is left out too.
    package func untold(at now: ContinuousClock.Instant = .now) -> Int? {
        state.withLock { state in
            if let last = state.last, now - last < pause {
                state.untold += 1
                return nil
            }
            defer { state = State(last: now) }
            return state.untold
        }
    }
}
