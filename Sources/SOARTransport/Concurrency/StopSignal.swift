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

    private let given = Mutex<Reason?>(nil)
    private let wakeup = Wakeup()

    init() {}

    /// Why the call is to stop; nil while it may go on.
    var reason: Reason? { given.withLock(\.self) }

    /// Says that the call is to stop; the first reason counts.
    func stop(_ reason: Reason) {
        given.withLock { $0 = $0 ?? reason }
        wakeup.wake()
    }

    /// Returns when the call is to stop, or the waiting task is cancelled.
    func wait() async -> Reason? {
        while reason == nil, !Task.isCancelled { await wakeup.wait() }
        return reason
    }
}
