//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Wakes the one task that waits for it; a wake-up that comes before the wait is not lost.
final class Wakeup: Sendable {
    private enum State {
        case idle
        case signalled
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.idle)

    init() {}

    /// Lets the waiting task, or the next one that waits, go on.
    func wake() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            if case .waiting(let continuation) = state {
                state = .idle
                return continuation
            }
            state = .signalled
            return nil
        }
        waiting?.resume()
    }

    /// Returns after a wake-up, or at once in a cancelled task.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let over: CheckedContinuation<Void, Never>? = state.withLock { state in
                    switch state {
                    case .signalled:
                        state = .idle
                        return continuation
                    case .idle where Task.isCancelled:
                        return continuation
                    case .idle:
                        state = .waiting(continuation)
                        return nil
                    case .waiting(let earlier):
                        // A second one takes its place; the first looks again at what it waits for.
                        state = .waiting(continuation)
                        return earlier
                    }
                }
                over?.resume()
            }
        } onCancel: {
            wake()
        }
    }
}
