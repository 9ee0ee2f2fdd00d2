//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("Waits for another process's lock")
struct LockPatienceTests {
    /// What all pauses take together, until there is none any more.
    private func waited(_ patience: LockPatience, from now: ContinuousClock.Instant) -> (total: Duration, tries: Int) {
        var (total, tries) = (Duration.zero, 0)
        while tries < 10_000, let pause = patience.pause(afterTries: tries, now: now + total) {
            total += pause
            tries += 1
        }
        return (total, tries)
    }

    @Test("take the time that they may take, a little at first", arguments: [50, 300, 3000])
    func limit(_ milliseconds: Int) {
        let patience = LockPatience(.milliseconds(milliseconds))
        #expect(patience.pause(afterTries: 0, now: .now) == .milliseconds(1))
        #expect(waited(patience, from: .now).total == .milliseconds(milliseconds))
    }

    @Test("end at the end, also those that have begun, and none begins after it")
    func end() {
        let (patience, now) = (LockPatience(.seconds(3)), ContinuousClock.now)
        patience.end(at: now + .milliseconds(700))
        #expect(waited(patience, from: now).total == .milliseconds(700))
        patience.end(at: now)
        #expect(patience.pause(afterTries: 5, now: now) == nil)
        #expect(patience.pause(afterTries: 0, now: now) == nil)
    }
}
