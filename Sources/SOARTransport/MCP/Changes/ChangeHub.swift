//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
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

    /// The tenants of those who listen.
    var tenants: Set<TenantID> { state.withLock { Set($0.mailboxes.values.lazy.map(\.tenant)) } }

    /// Puts a change in the mailboxes of those who want it.
    ///
    /// - Parameters:
    ///   - change: What is different.
    ///   - tenant: Whose listeners are concerned; nil for all.
    func post(_ change: MCPChange, tenant: TenantID? = nil) {
        let mailboxes = state.withLock { Array($0.mailboxes.values) }
        for mailbox in mailboxes where tenant == nil || mailbox.tenant == tenant { mailbox.post(change) }
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
