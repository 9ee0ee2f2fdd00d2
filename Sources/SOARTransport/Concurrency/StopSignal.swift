//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Tells the handler of one call that nobody waits for it any more.
final class StopSignal: Sendable {
    /// Why nobody waits.
    enum Reason: Sendable {
        /// The client said so.
        case cancelled
        /// The client, or the session, is gone.
        case disconnected
    }

    private struct State {
        var reason: Reason?
        var action: (@Sendable (Reason) -> Void)?
    }

    private let state = Mutex(State())

    init() {}

    /// Why the call is to stop; nil while it may go on.
    var reason: Reason? { state.withLock(\.reason) }

    /// Says that the call is to stop; the first reason counts.
    func stop(_ reason: Reason) {
        let action: (@Sendable (Reason) -> Void)? = state.withLock { state in
            guard state.reason == nil else { return nil }
            state.reason = reason
            defer { state.action = nil }
            return state.action
        }
        action?(reason)
    }

    /// Does something when the call is to stop, in place of what was to be done before; at once where it is already.
    func whenStopped(_ action: (@Sendable (Reason) -> Void)?) {
        let reason = state.withLock { state in
            if state.reason == nil { state.action = action }
            return state.reason
        }
        if let reason { action?(reason) }
    }
}
