//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// How many bytes of events the streams of one session may keep together for a client that comes back.
final class ReplayBudget: Sendable {
    private let limit: Int
    private let used = Atomic<Int>(0)

    init(_ limit: Int) { self.limit = limit }

    /// Bytes that are kept.
    var usedBytes: Int { used.load(ordering: .relaxed) }
    /// Bytes that are kept beyond the limit; negative while there is room.
    var excess: Int { usedBytes - limit }

    func take(_ bytes: Int) { used.add(bytes, ordering: .relaxed) }
    func giveBack(_ bytes: Int) { used.subtract(bytes, ordering: .relaxed) }
}
