//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import SOARTransport

/// Time limits of thousands of calls, none of which leaves anything behind.
@Suite("Timers")
struct TimersTests {
    private final class Calls: Sendable {
        let names = Mutex<[String]>([])

        func note(_ name: String) -> @Sendable () -> Void { { self.names.withLock { $0.append(name) } } }

        func wait(for count: Int) async throws -> [String] {
            let deadline = ContinuousClock.now + .seconds(5)
            while names.withLock(\.count) < count, .now < deadline { try await Task.sleep(for: .milliseconds(5)) }
            return names.withLock(\.self)
        }
    }

    @Test("come in the order of their times, whatever the order they were made in")
    func order() async throws {
        let (timers, calls) = (Timers(), Calls())
        _ = timers.schedule(after: .milliseconds(180), calls.note("late"))
        _ = timers.schedule(after: .milliseconds(20), calls.note("early"))
        _ = timers.schedule(after: .milliseconds(100), calls.note("middle"))
        #expect(try await calls.wait(for: 3) == ["early", "middle", "late"])
        #expect(timers.count == 0)
    }

    @Test("don't come when they were cancelled, and are gone at once")
    func cancelled() async throws {
        let (timers, calls) = (Timers(), Calls())
        let id = timers.schedule(after: .milliseconds(30), calls.note("never"))
        _ = timers.schedule(after: .milliseconds(80), calls.note("after"))
        timers.cancel(id)
        #expect(timers.count == 1)
        #expect(try await calls.wait(for: 1) == ["after"])
    }

    @Test("come again and again until they are cancelled")
    func repeating() async throws {
        let (timers, calls) = (Timers(), Calls())
        let id = timers.schedule(after: .milliseconds(10), repeating: true, calls.note("tick"))
        #expect(try await calls.wait(for: 3).count >= 3)
        timers.cancel(id)
        try await Task.sleep(for: .milliseconds(50))
        let count = calls.names.withLock(\.count)
        try await Task.sleep(for: .milliseconds(100))
        #expect(calls.names.withLock(\.count) == count)
    }

    @Test("100,000 that are made and cancelled leave none")
    func many() {
        let timers = Timers()
        for _ in 0..<100_000 { timers.cancel(timers.schedule(after: .seconds(120)) {}) }
        #expect(timers.count == 0)
    }
}
