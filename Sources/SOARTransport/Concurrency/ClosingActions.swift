//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// What is to be done at the end of a connection.
final class ClosingActions: Sendable {
    private struct State {
        var actions: [UInt64: @Sendable () -> Void] = [:]
        var last: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    func add(_ action: @escaping @Sendable () -> Void) -> UInt64 {
        let number: UInt64? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.last += 1
            state.actions[state.last] = action
            return state.last
        }
        if number == nil { action() }
        return number ?? 0
    }

    func remove(_ number: UInt64) { state.withLock { $0.actions[number] = nil } }

    func close() {
        let actions = state.withLock { state in
            defer { state.actions = [:] }
            state.isClosed = true
            return state.actions.values
        }
        for action in actions { action() }
    }
}

/// An action that waits for the end of a connection.
struct ClosingRegistration: Sendable {
    let closing: ClosingActions
    let number: UInt64

    /// Forgets the action.
    func cancel() { closing.remove(number) }
}
