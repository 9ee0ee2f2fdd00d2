//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// Names calls: the same 16 random hexadecimal digits for this endpoint, and a number that counts up.
///
/// A call's name is no secret; it only has to be another one for each call, of all processes that share a log.
final class CallIDs: Sendable {
    private let prefix: String
    private let count = Atomic<UInt64>(0)

    init() {
        prefix = UInt64.random(in: .min ... .max).hexadecimal
    }

    /// A name that was not given before.
    func next() -> String { prefix + "-" + String(count.add(1, ordering: .relaxed).newValue) }
}
