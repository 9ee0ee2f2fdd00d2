//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HummingbirdCore
public import Logging

/// What one peer may cost the server before it is refused or dropped.
///
/// No limit here ever ends a response that is going out and being read: a stream may live for days.
public struct HTTPServerLimits: Sendable {
    /// From a connection's begin to the end of its TLS handshake.
    ///
    /// Beyond it: closed.
    public var handshakeTime: Duration = .seconds(10)

    /// Bytes of a request's head: request line, fields and the line ends between them.
    ///
    /// Beyond it: 431.
    public var headerBytes = 32 * 1024
    /// Fields of a request, trailers included.
    ///
    /// Beyond it: 431.
    public var headerCount = 100
    /// From the first byte of a head to its last.
    ///
    /// Beyond it: 408.
    public var headerTime: Duration = .seconds(15)

    /// Between two pieces of a request's body.
    ///
    /// Time in which the application does not ask for more doesn't count. Beyond it: 408.
    public var bodyIdle: Duration = .seconds(30)
    /// From a request's head to the end of its body.
    ///
    /// Beyond it: 408.
    public var bodyTime: Duration = .seconds(120)
    /// The longest body, in bytes, that is worth receiving although nobody may want it.
    ///
    /// A client that announces more and expects `100 Continue` is not told to go on, and a connection is closed, not
    /// drained, after an answer that was given before such a body (or one of unknown length) has arrived. This
    /// refuses no request: how long a body may be is the application's to say. Set it a little above that.
    public var maximumAnnouncedBody = 4 * 1024 * 1024 + 64 * 1024

    /// How long a connection may wait for its next, or its first, request.
    ///
    /// Beyond it: closed without a word.
    public var keepAliveIdle: Duration = .seconds(120)
    /// Requests that may wait on one connection for the answer to an earlier one.
    ///
    /// Those beyond it are not served: the connection is closed after the answer to the last that was.
    public var maximumPipelinedRequests = 16
    /// How long a peer may take nothing at all of an answer that is ready for it.
    ///
    /// Looked at in steps of this length.
    public var writeStall: Duration = .seconds(30)

    /// How long, after the last answer, a peer may go on sending or keep its side open, so that the answer reaches it.
    public var lingerTime: Duration = .seconds(2)
    /// How many bytes are read, and thrown away, meanwhile.
    ///
    /// Beyond it nothing more is read.
    public var lingerBytes = 64 * 1024 * 1024

    /// How long, once the server is to end, a connection without a request is kept for one that is on its way.
    public var farewellTime: Duration = .milliseconds(250)

    /// Connections at a time; more wait in the listen queue.
    ///
    /// In force where the application is made with ``availableConnections(logger:)``, as Hummingbird counts connections
    /// at the listening socket.
    public var maximumConnections = 16_384

    /// What goes for HTTP/2 beside all this.
    public var http2 = HTTP2ServerLimits()

    public init() {}

    /// What `ApplicationConfiguration(availableConnectionsDelegate:)` takes so that ``maximumConnections`` is kept.
    public func availableConnections(logger: Logger) -> MaximumAvailableConnections {
        MaximumAvailableConnections(maximumConnections, logger: logger)
    }
}
