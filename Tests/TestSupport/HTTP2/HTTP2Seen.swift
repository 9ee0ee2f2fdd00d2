//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// What has come on a connection, for whoever waits for it.
public final class HTTP2Seen: Sendable {
    public struct Everything: Sendable {
        public var answers: [Int: HTTP2Answer] = [:]
        /// What the server says of itself.
        public var settings: [Int: Int] = [:]
        /// The codes of `GOAWAY`, in their order.
        public var goAways: [Int] = []
        /// How many bytes could be sent altogether, by stream; 65,535 where nothing is said.
        public var windows: [Int: Int] = [:]
        /// Frames that answer a `PING`.
        public var pongs = 0
        /// What was agreed upon in the handshake; nil where that was nothing.
        public var negotiated: String?
        public var isReady = false
        public var isClosed = false
    }

    private let everything = Mutex(Everything())

    public var now: Everything { everything.withLock { $0 } }

    func note(_ change: (inout Everything) -> Void) { everything.withLock { change(&$0) } }
}
