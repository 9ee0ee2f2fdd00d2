//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// Keeps messages until somebody can send them all at once.
final class MessageCollector: MessageSink {
    /// Messages that are kept; those beyond are dropped.
    static let maximum = 1000

    private let kept = Mutex<[JSONValue]>([])

    let isLive = false

    init() {}

    var messages: [JSONValue] { kept.withLock(\.self) }

    func release() {}

    func send(_ message: JSONValue, if isWanted: () -> Bool) async {
        kept.withLock { if $0.count < Self.maximum, isWanted() { $0.append(message) } }
    }
}
