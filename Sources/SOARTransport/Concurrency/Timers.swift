//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Dispatch
import Synchronization

/// Does things later, or again and again, for thousands of calls and streams at a time.
///
/// A cancelled `Task.sleep` stays in memory until its time would have come; at thousands of calls in a second with a
/// limit of minutes that is most of a server's memory. Here only the earliest time is waited for.
final class Timers: Sendable {
    /// A time that is to come, for ``cancel(_:)``.
    struct ID: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    private struct Entry {
        var due: ContinuousClock.Instant
        let interval: Duration?
        let action: @Sendable () -> Void
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]
        var last: UInt64 = 0
        /// The earliest time that is waited for.
        var armed: ContinuousClock.Instant?
    }

    /// Times that are closer together than this may come together.
    private static let grain: Duration = .milliseconds(5)

    private let state = Mutex(State())

    init() {}

    /// How many times are to come.
    var count: Int { state.withLock(\.entries.count) }

    /// Does something when that much time has passed, once or again and again; short things, for others wait.
    func schedule(
        after time: Duration, repeating: Bool = false, _ action: @escaping @Sendable () -> Void
    ) -> ID {
        let due = ContinuousClock.now + max(time, Self.grain)
        let (id, isEarliest) = state.withLock { state in
            state.last += 1
            state.entries[state.last] = Entry(
                due: due, interval: repeating ? max(time, Self.grain) : nil, action: action)
            return (ID(number: state.last), Self.arm(due, &state))
        }
        if isEarliest { wait(until: due) }
        return id
    }

    /// Does it no more.
    func cancel(_ id: ID) { state.withLock { $0.entries[id.number] = nil } }

    private static func arm(_ due: ContinuousClock.Instant, _ state: inout State) -> Bool {
        if let armed = state.armed, armed <= due + grain { return false }
        state.armed = due
        return true
    }

    private func wait(until due: ContinuousClock.Instant) {
        let time = ContinuousClock.now.duration(to: due).components
        let nanoseconds = time.seconds * 1_000_000_000 + time.attoseconds / 1_000_000_000
        DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(clamping: max(0, nanoseconds)))) {
            self.fire(due)
        }
    }

    private func fire(_ armed: ContinuousClock.Instant) {
        let now = ContinuousClock.now
        let (actions, next): ([@Sendable () -> Void], ContinuousClock.Instant?) = state.withLock { state in
            var actions: [@Sendable () -> Void] = []
            for (number, entry) in state.entries where entry.due <= now + Self.grain {
                actions.append(entry.action)
                state.entries[number] = entry.interval.map { interval in
                    Entry(due: now + interval, interval: interval, action: entry.action)
                }
            }
            // An earlier time that was waited for beside this one looks after the rest.
            guard state.armed == armed else { return (actions, nil) }
            state.armed = nil
            guard let earliest = state.entries.values.lazy.map(\.due).min(), Self.arm(earliest, &state) else {
                return (actions, nil)
            }
            return (actions, earliest)
        }
        for action in actions { action() }
        if let next { wait(until: next) }
    }
}
