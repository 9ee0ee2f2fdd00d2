//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Counts what is under way on one connection.
///
/// The lines come from one task, so only one waits for room.
final class StdioCapacity: Sendable {
    private struct State {
        var calls = 0
        var subscriptions = 0
        var isStalled = false
        var isHurried = false
    }

    private let maximumCalls: Int
    private let maximumSubscriptions: Int
    private let state = Mutex(State())
    private let wakeup = Wakeup()

    init(calls: Int, subscriptions: Int) {
        maximumCalls = max(calls, 1)
        maximumSubscriptions = subscriptions
    }

    /// Takes the place of one call, and waits until there is one.
    ///
    /// It doesn't wait for ever: behind the line that waits may be the one that ends a call, or answers it. Once a wait
    /// was in vain there is no other, until a place becomes free.
    ///
    /// - Returns: False where there was no place in time.
    func take(within patience: Duration) async -> Bool {
        if claim() { return true }
        guard !state.withLock(\.isStalled) else { return false }
        _ = await within(patience) { [self] in
            while isFull, !Task.isCancelled { await wakeup.wait() }
        }
        if claim() { return true }
        state.withLock { $0.isStalled = true }
        return false
    }

    /// Gives the place of a call back.
    func release() {
        state.withLock { state in
            state.calls -= 1
            state.isStalled = false
        }
        wakeup.wake()
    }

    /// Takes the place of a subscription; false where there is none.
    func takeSubscription() -> Bool {
        state.withLock { state in
            guard state.subscriptions < maximumSubscriptions else { return false }
            state.subscriptions += 1
            return true
        }
    }

    /// Gives the place of a subscription back.
    func releaseSubscription() {
        state.withLock { $0.subscriptions -= 1 }
        wakeup.wake()
    }

    /// Waits until nothing is under way any more, or somebody is in a hurry.
    func untilIdle() async {
        while !state.withLock({ $0.isHurried || $0.calls + $0.subscriptions == 0 }), !Task.isCancelled {
            await wakeup.wait()
        }
    }

    /// Has ``untilIdle()`` wait no longer.
    func hurry() {
        state.withLock { $0.isHurried = true }
        wakeup.wake()
    }

    private var isFull: Bool { state.withLock { $0.calls >= maximumCalls } }

    private func claim() -> Bool {
        state.withLock { state in
            guard state.calls < maximumCalls else { return false }
            state.calls += 1
            return true
        }
    }
}
