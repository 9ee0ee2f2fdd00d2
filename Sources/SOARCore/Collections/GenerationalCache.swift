//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A bounded table in two generations: when the young one is full the old one goes.
///
/// What is used moves to the young one, so at least half of the last used stay, and nothing is ever sorted.
package struct GenerationalCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    /// Makes a table for that many values at most.
    package init(limit: Int) { self.limit = max(0, limit) }

    /// How many there are.
    package var count: Int { young.count + old.count }

    package mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        insert(value, for: key)
        return value
    }

    package mutating func insert(_ value: Value, for key: Key) {
        guard limit > 0 else { return }
        old[key] = nil
        if young[key] == nil, young.count >= max(1, limit / 2) {
            old = limit > 1 ? young : [:]
            young = [:]
        }
        young[key] = value
    }

    package mutating func remove(_ key: Key) {
        young[key] = nil
        old[key] = nil
    }

    package mutating func removeAll(where isGone: (Value) -> Bool = { _ in true }) {
        young = young.filter { !isGone($0.value) }
        old = old.filter { !isGone($0.value) }
    }
}
