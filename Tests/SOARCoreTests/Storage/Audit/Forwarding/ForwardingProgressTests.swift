//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("How far a destination has come")
struct ForwardingProgressTests {
    private let start = ContinuousClock.now
    private let settling = ForwardingProgress.Settling(time: .seconds(10), bytes: 1_000_000)

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test("records settle when they were handed over long enough ago, in their order")
    func settles() {
        var progress = ForwardingProgress()
        let (isOther, isOtherAgain) = (progress.adopt(5), progress.adopt(5))
        #expect(isOther && !isOtherAgain)
        #expect(progress.sent == 5 && !progress.hasUnsettled)
        progress.hand(over: 8, bytes: 10, at: at(0), settling)
        progress.hand(over: 12, bytes: 10, at: at(3), settling)
        #expect(progress.sent == 12 && progress.position == 5)
        #expect(progress.settled(at: at(9.9), after: settling) == nil)
        #expect(progress.settled(at: at(10), after: settling) == 8)
        progress.settle(upTo: 8)
        #expect(progress.position == 8 && progress.hasUnsettled)
        #expect(progress.settled(at: at(13), after: settling) == 12)
        progress.settle(upTo: 12)
        #expect(!progress.hasUnsettled && progress.settled(at: at(99), after: settling) == nil)
    }

    @Test("records that were handed over soon after one another settle together, and not too early")
    func gathers() {
        var progress = ForwardingProgress()
        _ = progress.adopt(0)
        for number in 1...100 as ClosedRange<Int64> {
            progress.hand(over: number, bytes: 10, at: at(Double(number) / 50), settling)
        }
        #expect(progress.settled(at: at(11.9), after: settling) ?? 0 < 100)
        #expect(progress.settled(at: at(12), after: settling) == 100)
    }

    @Test("records settle at once when more was handed over after them than there is room for on the way")
    func settlesByBytes() {
        var progress = ForwardingProgress()
        _ = progress.adopt(0)
        for number in 1...30 as ClosedRange<Int64> {
            progress.hand(over: number, bytes: 50_000, at: at(0.1), settling)
        }
        // 1,500,000 bytes: the first ten records are behind 1,000,000 others.
        #expect(progress.settled(at: at(0.1), after: settling) == 10)
        progress.settle(upTo: 10)
        #expect(progress.settled(at: at(0.1), after: settling) == nil && progress.position == 10)
    }

    @Test("after a failure, and where somebody moved it, one begins at the place that is remembered")
    func rewinds() {
        var progress = ForwardingProgress()
        _ = progress.adopt(5)
        progress.hand(over: 8, bytes: 10, at: at(0), settling)
        progress.rewind()
        #expect(progress.sent == 5 && !progress.hasUnsettled)
        progress.hand(over: 8, bytes: 10, at: at(0), settling)
        let isOther = progress.adopt(0)
        #expect(isOther)
        #expect(progress.sent == 0 && !progress.hasUnsettled && progress.position == 0)
    }

    @Test("where nobody waits for settling, everything has settled at once")
    func immediate() {
        var progress = ForwardingProgress()
        _ = progress.adopt(0)
        progress.hand(over: 3, bytes: 10, at: at(0), .immediate)
        #expect(progress.settled(at: at(0), after: .immediate) == 3)
    }
}
