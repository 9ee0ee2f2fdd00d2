//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Counts changes inside this process; reading it costs nothing and never waits.
///
/// Read it *before* you look something up and keep it beside the answer: as long as the counter still stands there,
/// the answer is true. Whoever changes something counts *after* the change is committed.
public final class ChangeCounter: Sendable {
    private let value = Atomic<UInt64>(0)

    public init() {}

    /// How many changes there were.
    public var current: UInt64 { value.load(ordering: .acquiring) }

    /// Counts one more.
    public func increment() { value.add(1, ordering: .releasing) }
}
