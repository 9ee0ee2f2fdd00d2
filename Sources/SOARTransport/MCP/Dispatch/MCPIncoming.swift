//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Logging
import SOARAuth
import SOARCore

/// What a transport knows about a message beside its text.
struct MCPIncoming: Sendable {
    var caller: AccessToken
    var origin: CallOrigin
    var logger: Logger
    /// Nil on a transport without headers.
    var headers: HTTPFields?
    /// Where messages can go before the answer; nil where they can't.
    var sink: (any MessageSink)?
    /// Says that the client is gone, where that ends a call.
    var stop: StopSignal?
    /// The calls that the client can cancel by their id, where the connection is one client's alone.
    var calls: CallTable?
    /// Opens a session, where there are any; nil where there are too many.
    var openSession: (@Sendable (CallOwner, ProtocolRevision, ClientCapabilities) -> LegacySession?)?
}
