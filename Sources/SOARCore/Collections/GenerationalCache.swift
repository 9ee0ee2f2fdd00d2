//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A bounded table in two generations: when the young one is full the old one goes.
///
/// What is used moves to the young one, so at least half of the last used stay, and nothing is ever sorted.
///
/// It is inlined, for several are looked into with every request, from other modules with types of their own.
package struct GenerationalCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline
    struct Generation: Sendable {
        @usableFromInline var entries: [Key: (value: Value, cost: Int)] = [:]
        @usableFromInline var cost = 0

        @inlinable
        init() {}

        @inlinable
        mutating func remove(_ key: Key) -> (value: Value, cost: Int)? {
            guard let entry = entries.removeValue(forKey: key) else { return nil }
            cost -= entry.cost
            return entry
        }

        @inlinable
        mutating func removeAll(where isGone: (Value) -> Bool) {
            entries = entries.filter { !isGone($0.value.value) }
            cost = entries.values.reduce(0) { $0 + $1.cost }
        }
    }

    @usableFromInline let limit: Int
    @usableFromInline var young = Generation()
    @usableFromInline var old = Generation()

    /// Makes a table for values that cost that much at most; each costs one where nothing else is said.
    @inlinable
    package init(limit: Int) { self.limit = max(0, limit) }

    /// How many there are.
    @inlinable package var count: Int { young.entries.count + old.entries.count }

    @inlinable
    package mutating func value(for key: Key) -> Value? {
        if let entry = young.entries[key] { return entry.value }
        guard let entry = old.remove(key) else { return nil }
        insert(entry.value, for: key, cost: entry.cost)
        return entry.value
    }

    /// Keeps a value, the costliest one too: what costs more than half of the limit is then the only young one.
    @inlinable
    package mutating func insert(_ value: Value, for key: Key, cost: Int = 1) {
        guard limit > 0 else { return }
        remove(key)
        let half = max(1, limit / 2)
        if !young.entries.isEmpty, young.cost + cost > half {
            old = limit > 1 ? young : Generation()
            young = Generation()
        }
        // Both together would be more than the limit.
        if cost > half { old = Generation() }
        young.entries[key] = (value, cost)
        young.cost += cost
    }

    @inlinable
    package mutating func remove(_ key: Key) {
        _ = young.remove(key)
        _ = old.remove(key)
    }

    @inlinable
    package mutating func removeAll(where isGone: (Value) -> Bool = { _ in true }) {
        young.removeAll(where: isGone)
        old.removeAll(where: isGone)
    }
}
