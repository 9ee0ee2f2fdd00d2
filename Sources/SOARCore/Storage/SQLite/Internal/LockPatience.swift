//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// How long an access waits for a lock that another process holds.
///
/// SQLite's own timeout can't be changed for a wait that has begun, and the end of a program has no time for one.
final class LockPatience: Sendable {
    /// The pauses before further tries, in milliseconds, as SQLite's own; the last one again and again.
    private static let pauses = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100]

    private let limit: Duration
    private let end = Mutex<ContinuousClock.Instant?>(nil)

    init(_ limit: Duration) { self.limit = limit }

    /// From that instant on nobody waits any more, also not who has begun before.
    func end(at instant: ContinuousClock.Instant) { end.withLock { $0 = instant } }

    /// Decides about the waits of a connection; it must not outlive this object.
    func watch(_ database: Database) {
        unsafe sqlite3_busy_handler(
            database.sqliteConnection,
            { context, tries in
                guard let context = unsafe context else { return 0 }
                let patience = unsafe Unmanaged<LockPatience>.fromOpaque(context).takeUnretainedValue()
                guard let pause = patience.pause(afterTries: Int(tries), now: .now) else { return 0 }
                Thread.sleep(forTimeInterval: pause / .seconds(1))
                return 1
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// How long to pause before the next try; nil where there is to be none.
    func pause(afterTries tries: Int, now: ContinuousClock.Instant) -> Duration? {
        let further = max(0, tries - Self.pauses.count)
        let waited = Self.pauses.prefix(tries).reduce(further * (Self.pauses.last ?? 0), +)
        var left = limit - .milliseconds(waited)
        if let end = end.withLock(\.self) { left = min(left, now.duration(to: end)) }
        guard left > .zero else { return nil }
        return min(left, .milliseconds(Self.pauses[min(tries, Self.pauses.count - 1)]))
    }
}
