//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// A number of places that are taken for a while, with a bounded queue before them; first come, first served.
final class VerificationSlots: Sendable {
    /// What became of an attempt to take a place.
    enum Admission { case taken, full, cancelled }

    private struct State {
        var taken = 0
        var last: UInt64 = 0
        /// By number, and numbers grow, so the least is the one that has waited longest.
        var waiting: [UInt64: CheckedContinuation<Admission, Never>] = [:]
        /// The order of those who wait; the numbers of some who have left may still be in it.
        var queue: [UInt64] = []
    }

    private let maximumTaken: Int
    private let maximumWaiting: Int
    private let state = Mutex(State())

    init(maximumTaken: Int, maximumWaiting: Int) {
        self.maximumTaken = maximumTaken
        self.maximumWaiting = maximumWaiting
    }

    /// How many wait; for tests.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Takes a place, and waits for one where that is allowed.
    ///
    /// Who gets `taken` must give it back.
    func take() async -> Admission {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let admission: Admission? = state.withLock { state in
                    // Looked at under the lock, which the handler takes too: so nobody is left behind.
                    if Task.isCancelled { return .cancelled }
                    if state.taken < maximumTaken {
                        state.taken += 1
                        return .taken
                    }
                    guard state.waiting.count < maximumWaiting else { return .full }
                    state.waiting[number] = continuation
                    state.queue.append(number)
                    return nil
                }
                if let admission { continuation.resume(returning: admission) }
            }
        } onCancel: {
            leave(number)
        }
    }

    /// Gives a place back, or on to the next in the queue.
    func give() {
        let next: CheckedContinuation<Admission, Never>? = state.withLock { state in
            while let number = state.queue.first {
                state.queue.removeFirst()
                if let continuation = state.waiting.removeValue(forKey: number) { return continuation }
            }
            state.taken -= 1
            return nil
        }
        next?.resume(returning: .taken)
    }

    private func leave(_ number: UInt64) {
        let continuation: CheckedContinuation<Admission, Never>? = state.withLock { state in
            guard let found = state.waiting.removeValue(forKey: number) else { return nil }
            state.queue.removeAll { $0 == number }
            return found
        }
        continuation?.resume(returning: .cancelled)
    }
}
