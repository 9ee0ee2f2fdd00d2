//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// The changes that one listener has still to be told of.
///
/// A change that waits already isn't put in twice, so a listener that reads nothing costs no more than its filter is
/// long.
final class ChangeMailbox: Sendable {
    /// What comes next for the listener.
    enum Next: Sendable {
        case changes([MCPChange])
        /// Nothing happened for a while.
        case idle
        /// The client is gone, or the server shuts down.
        case end(End)
    }

    /// Why there is no more.
    enum End: Sendable {
        case shutdown, disconnected
    }

    private struct State {
        var wanted: Set<MCPChange>
        var waiting: [MCPChange] = []
        var isTicking = false
        var end: End?
    }

    /// Whose changes it is for.
    let tenant: TenantID
    private let state: Mutex<State>
    private let wakeup = Wakeup()

    /// Takes in changes of these kinds only, as far as they concern the tenant.
    init(_ wanted: Set<MCPChange>, tenant: TenantID) {
        self.tenant = tenant
        state = Mutex(State(wanted: wanted))
    }

    /// Takes in a change, where it is wanted.
    func post(_ change: MCPChange) {
        let isNew = state.withLock { state in
            guard state.wanted.contains(change), !state.waiting.contains(change) else { return false }
            state.waiting.append(change)
            return true
        }
        if isNew { wakeup.wake() }
    }

    /// Wants another change too; false where the limit is reached.
    func want(_ change: MCPChange, limit: Int) -> Bool {
        state.withLock { state in
            guard state.wanted.count < limit || state.wanted.contains(change) else { return false }
            state.wanted.insert(change)
            return true
        }
    }

    /// Wants a change no longer.
    func unwant(_ change: MCPChange) {
        state.withLock { state in
            state.wanted.remove(change)
            state.waiting.removeAll { $0 == change }
        }
    }

    /// Has the listener say that it is still there.
    func tick() {
        state.withLock { $0.isTicking = true }
        wakeup.wake()
    }

    /// Ends it; the first reason counts.
    func end(_ end: End) {
        state.withLock { $0.end = $0.end ?? end }
        wakeup.wake()
    }

    /// Waits for what comes next.
    ///
    /// - Throws: `CancellationError` in a cancelled task.
    func next() async throws -> Next {
        while true {
            let next: Next? = state.withLock { state in
                if !state.waiting.isEmpty {
                    defer { state.waiting = [] }
                    return .changes(state.waiting)
                }
                if let end = state.end { return .end(end) }
                guard state.isTicking else { return nil }
                state.isTicking = false
                return .idle
            }
            if let next { return next }
            try Task.checkCancellation()
            await wakeup.wait()
        }
    }
}
