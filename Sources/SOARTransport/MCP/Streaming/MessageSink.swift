//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Takes the messages that belong to a call and come before its answer.
protocol MessageSink: Sendable {
    /// Whether the client gets a message while the call is still under way.
    var isLive: Bool { get }

    /// Sends one message; returns when there is room for the next.
    ///
    /// After the end of the call, or when the client is gone, it is dropped.
    func send(_ message: JSONValue) async

    /// Has the client come back for what is sent from now on, where that is kept for it.
    func release()
}
