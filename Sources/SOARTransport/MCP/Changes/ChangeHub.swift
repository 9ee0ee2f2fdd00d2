//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Passes changes on to whoever listens.
final class ChangeHub: Sendable {
    private struct State {
        var mailboxes: [UInt64: ChangeMailbox] = [:]
        var last: UInt64 = 0
    }

    private let state = Mutex(State())

    init() {}

    /// How many listen.
    var count: Int { state.withLock(\.mailboxes.count) }

    /// Puts a change in the mailboxes of those who want it.
    func post(_ change: MCPChange) {
        let mailboxes = state.withLock { Array($0.mailboxes.values) }
        for mailbox in mailboxes { mailbox.post(change) }
    }

    /// Listens from now on; the number is for ``remove(_:)``.
    func add(_ mailbox: ChangeMailbox) -> UInt64 {
        state.withLock { state in
            state.last += 1
            state.mailboxes[state.last] = mailbox
            return state.last
        }
    }

    /// Listens no longer.
    func remove(_ number: UInt64) { state.withLock { $0.mailboxes[number] = nil } }
}
