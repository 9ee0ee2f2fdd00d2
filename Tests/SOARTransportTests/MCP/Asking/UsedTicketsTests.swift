//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import SOARTransport

/// Tickets that count once (requirement R95; MCP 2026-07-28, "Multi Round-Trip Requests", server requirement 5).
@Suite("Used tickets")
struct UsedTicketsTests {
    private let now = SealSamples.now

    private func ticket(_ lifetime: TimeInterval = 600) -> RequestStateSeal.Ticket {
        RequestStateSeal.Ticket(expiresAt: now.addingTimeInterval(lifetime))
    }

    @Test("a ticket counts once, and others beside it")
    func once() {
        let used = UsedTickets()
        let (one, other) = (ticket(), ticket())
        #expect(used.claim(one, now: now) == .first)
        #expect(used.claim(one, now: now) == .again)
        #expect(used.claim(other, now: now) == .first)
        #expect(used.claim(one, now: now.addingTimeInterval(599)) == .again)
    }

    @Test("the ticket is that of the sealed text")
    func sealed() throws {
        let (seal, used) = (SealSamples.seal(), UsedTickets())
        let texts = try (0..<2).map { _ in try seal.seal(1, for: SealSamples.binding, now: now) }
        let claims = try [0, 0, 1, 1, 0].map {
            used.claim(try seal.open(texts[$0], for: SealSamples.binding, now: now).ticket, now: now)
        }
        #expect(claims == [.first, .again, .first, .again, .again])
    }

    @Test("of many who claim one ticket at the same time one gets it")
    func race() async {
        let (used, ticket, now) = (UsedTickets(), ticket(), now)
        let claims = await withTaskGroup(of: UsedTickets.Claim.self) { group in
            for _ in 0..<200 { group.addTask { used.claim(ticket, now: now) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(claims.count { $0 == .first } == 1)
        #expect(claims.count { $0 == .again } == 199)
    }

    @Test("a full table grants nothing new, and knows what it knew")
    func full() {
        let used = UsedTickets(limit: 3)
        let known = ticket()
        #expect(
            [known, ticket(), ticket(), ticket()].map { used.claim($0, now: now) } == [.first, .first, .first, .full])
        #expect(used.claim(known, now: now) == .again)
        #expect(used.count == 3)
    }

    @Test("room that expired tickets leave is used again")
    func forgetting() {
        let used = UsedTickets(limit: 2)
        #expect(used.claim(ticket(10), now: now) == .first)
        #expect(used.claim(ticket(20), now: now) == .first)
        #expect(used.claim(ticket(30), now: now.addingTimeInterval(9)) == .full)
        #expect(used.claim(ticket(30), now: now.addingTimeInterval(10)) == .first)
        #expect(used.claim(ticket(40), now: now.addingTimeInterval(15)) == .full)
        #expect(used.claim(ticket(40), now: now.addingTimeInterval(20)) == .first)
        #expect(used.count == 2)
    }

    @Test("a ticket that was forgotten does not count anew when the clock jumps back")
    func clockJumpsBack() {
        let used = UsedTickets()
        let (early, late) = (ticket(10), ticket(20))
        #expect(used.claim(early, now: now) == .first)
        #expect(used.claim(late, now: now.addingTimeInterval(15)) == .first)
        #expect(used.count == 1)
        #expect(used.claim(early, now: now) == .again)
        #expect(used.claim(late, now: now) == .again)
        #expect(used.claim(ticket(30), now: now) == .first)
    }

    @Test("a clock that was years ahead for a moment stops neither claims nor forgetting")
    func clockJumpsAhead() {
        let used = UsedTickets(limit: 2)
        #expect(used.claim(ticket(10), now: now) == .first)
        let ahead = now.addingTimeInterval(1e9)
        #expect(used.claim(.init(expiresAt: ahead.addingTimeInterval(600)), now: ahead) == .first)
        #expect(used.claim(ticket(600), now: now) == .first)
        #expect(used.claim(ticket(700), now: now.addingTimeInterval(2)) == .full)
        #expect(used.claim(ticket(1200), now: now.addingTimeInterval(601)) == .first)
    }

    @Test("a hundred thousand are remembered, and no more", .timeLimit(.minutes(1)))
    func standardLimit() {
        let used = UsedTickets()
        for _ in 0..<100_000 { _ = used.claim(ticket(), now: now) }
        #expect(used.count == 100_000)
        #expect(used.claim(ticket(), now: now) == .full)
        #expect(used.claim(ticket(1200), now: now.addingTimeInterval(600)) == .first)
        #expect(used.count == 1)
    }
}
