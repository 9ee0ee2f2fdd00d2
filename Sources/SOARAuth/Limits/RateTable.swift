//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// A token bucket for each of many keys, in bounded memory.
///
/// A bucket holds what a minute may have, and is filled again evenly. For each key there is one instant: when its bucket
/// will be full. Of too many keys those are forgotten that have not been seen for longest; their buckets are full then.
final class RateTable<Key: Hashable & Sendable>: Sendable {
    private let perMinute: Int
    private let interval: Duration
    private let full: Mutex<GenerationalCache<Key, ContinuousClock.Instant>>

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - perMinute: What one key may have in a minute, at least 1.
    ///   - maximumKeys: Keys that are remembered at most.
    init(perMinute: Int, maximumKeys: Int) {
        self.perMinute = max(1, perMinute)
        interval = .seconds(60) / self.perMinute
        full = Mutex(GenerationalCache(limit: maximumKeys))
    }

    /// How many keys are remembered.
    var count: Int { full.withLock(\.count) }

    /// Takes one.
    ///
    /// - Returns: How long the key has to wait, where there is none; then nothing is taken.
    @discardableResult
    func take(_ key: Key, at now: ContinuousClock.Instant) -> Duration? {
        full.withLock { full in
            let known = full.value(for: key)
            if let delay = known.flatMap({ delay(until: $0, now) }) { return delay }
            full.insert(max(known ?? now, now) + interval, for: key)
            return nil
        }
    }

    /// Gives one back that was taken.
    func giveBack(_ key: Key) {
        full.withLock { full in
            guard let known = full.value(for: key) else { return }
            full.insert(known - interval, for: key)
        }
    }

    private func delay(until full: ContinuousClock.Instant, _ now: ContinuousClock.Instant) -> Duration? {
        let delay = now.duration(to: full) - interval * (perMinute - 1)
        return delay > .zero ? delay : nil
    }
}
