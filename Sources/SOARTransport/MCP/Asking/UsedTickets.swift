//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

package import struct Foundation.Date

/// The tickets that were claimed and have not expired, so that each counts once.
///
/// It knows the tickets of one process: servers that share a key do not share this.
package final class UsedTickets: Sendable {
    /// What became of a claim.
    package enum Claim: Hashable, Sendable {
        /// The ticket is the caller's.
        case first
        /// It was claimed before, or may have been.
        case again
        /// Nothing more can be remembered, so nothing is granted.
        case full
    }

    private struct Table {
        var expiries: [UInt128: Date] = [:]
        /// The latest expiry that was forgotten: what expires by then may have been claimed.
        var forgottenUntil = Date.distantPast
        var sweptAt = Date.distantPast

        /// Forgets what has expired, where it is time to look.
        mutating func sweep(now: Date) {
            // A clock that was ahead for a while must not put the next look off until it is there again.
            guard now < sweptAt || now >= sweptAt.addingTimeInterval(UsedTickets.sweepInterval) else { return }
            sweptAt = now
            for (nonce, expiry) in expiries where expiry <= now {
                expiries[nonce] = nil
                forgottenUntil = max(forgottenUntil, expiry)
            }
        }
    }

    /// Seconds between two looks for what has expired: a look goes through the whole table.
    private static let sweepInterval = 1.0

    private let limit: Int
    private let table = Mutex(Table())

    package init(limit: Int = 100_000) { self.limit = limit }

    /// Claims a ticket.
    ///
    /// Expired ones are forgotten, and can't be claimed anew when the clock jumps back.
    package func claim(_ ticket: RequestStateSeal.Ticket, now: Date) -> Claim {
        table.withLock { table in
            table.sweep(now: now)
            guard table.expiries[ticket.nonce] == nil, ticket.expiresAt > table.forgottenUntil else { return .again }
            guard table.expiries.count < limit else { return .full }
            table.expiries[ticket.nonce] = ticket.expiresAt
            return .first
        }
    }

    /// How many are remembered.
    var count: Int { table.withLock { $0.expiries.count } }
}
