//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// How often something was found in memory, and how often not.
public struct CacheUse: Hashable, Sendable {
    public var hits: Int
    public var misses: Int
}

/// Counts it, from any thread.
final class CacheUseCounter: Sendable {
    private let hits = Atomic<Int>(0)
    private let misses = Atomic<Int>(0)

    var value: CacheUse {
        CacheUse(hits: hits.load(ordering: .relaxed), misses: misses.load(ordering: .relaxed))
    }

    func count(isHit: Bool) {
        if isHit { hits.add(1, ordering: .relaxed) } else { misses.add(1, ordering: .relaxed) }
    }
}
