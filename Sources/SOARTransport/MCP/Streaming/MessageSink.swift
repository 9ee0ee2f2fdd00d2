//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Takes the messages that belong to a call and come before its answer.
protocol MessageSink: Sendable {
    /// Whether the client gets a message while the call is still under way.
    var isLive: Bool { get }

    /// Sends one message when there is room for it, if it is still wanted then.
    ///
    /// After the end of the call, when the client is gone, or in a task that is cancelled while it waits, it is dropped.
    ///
    /// - Parameters:
    ///   - message: What is sent.
    ///   - isWanted: Asked in the moment in which the message takes its place among the others, so that what it decides
    ///     by is true for that order.
    func send(_ message: JSONValue, if isWanted: () -> Bool) async

    /// Has the client come back for what is sent from now on, where that is kept for it.
    func release()
}

extension MessageSink {
    /// Sends one message when there is room for it.
    func send(_ message: JSONValue) async { await send(message) { true } }
}
