//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP1

/// Everything a connection decides, as a value: what is taken from the peer, what goes on to the application and when,
/// what may be answered, and how long anything may take.
///
/// The handlers tell it what happened, with the time, and do what it answers.
///
/// The application has one request at a time. Requests that come early are held back by the handlers, so that a
/// connection that ends with an answer has not let the application act on the request after it.
struct HTTPConnectionState {
    /// How far the request that is now being received has come.
    enum Receiving: Equatable {
        /// TLS is being agreed upon.
        case handshake(since: NIODeadline)
        /// Nothing of the next request is here.
        case idle(since: NIODeadline)
        case head(since: NIODeadline, bytes: Int)
        case body(since: NIODeadline, last: NIODeadline)
        /// No further request is taken; what still comes is thrown away.
        case nothing
    }

    /// How far the answer to the application's request has gone.
    enum Answering: Equatable {
        /// The application has no request.
        case idle
        case awaited
        case begun(closing: Bool)
    }

    /// How far the end of the connection has come.
    ///
    /// `bytes` are those thrown away since.
    enum Ending: Equatable {
        case notYet
        /// What was written last is on its way into the socket.
        case flushing(bytes: Int)
        /// Nothing more is written.
        ///
        /// The peer may read in peace, and notice.
        case lingering(since: NIODeadline, bytes: Int)
        case closed
    }

    /// What follows once the requests that are held back have been answered.
    enum Afterwards: Equatable {
        case nothing
        /// `interrupting`: the last of them is the one that is refused, in the middle of its body.
        case refuse(HTTPRefusal, interrupting: Bool)
        case finish
    }

    /// What the handlers have to do.
    enum Action: Equatable {
        case nothing
        /// Write this answer, as the last one.
        ///
        /// `interrupting`: the application waits for the rest of a body.
        case refuse(HTTPRefusal, interrupting: Bool)
        /// Hand on the next of the requests held back.
        case deliverHeld
        /// See everything written into the socket, then report ``flushed(at:)``.
        case finish
        /// Close the writing side.
        case halfClose
        /// Close both sides now.
        case close
    }

    let limits: HTTPServerLimits
    let waits: HTTPConnectionWaits

    var receiving: Receiving = .nothing
    var answering: Answering = .idle
    var ending: Ending = .notYet
    var afterwards: Afterwards = .nothing
    /// Of the request being received.
    var incoming: HTTPRequestTraits = []
    /// Of the request that the application has.
    var current: HTTPRequestTraits = []
    /// Requests that wait for the answer to an earlier one.
    var held = 0
    /// The last request was a `HEAD`: an answer has no body.
    var omitsBody = false
    /// The peer has closed its side.
    var isInputClosed = false
    /// The server is shutting down.
    var isQuiescing = false
    /// Bytes are being waited for.
    ///
    /// When not, it is the application that doesn't want them yet.
    var isReading = false
    /// Since when the peer takes nothing, and how much there was for it then.
    var stall: (since: NIODeadline, unsent: Int)?

    init(limits: HTTPServerLimits) {
        self.limits = limits
        waits = HTTPConnectionWaits(limits)
    }

    /// The connection is there.
    ///
    /// Encrypted, it is of use only after its handshake.
    mutating func connected(at now: NIODeadline, isEncrypted: Bool = false) {
        receiving = isEncrypted ? .handshake(since: now) : .idle(since: now)
    }

    /// TLS is agreed upon.
    mutating func handshaken(at now: NIODeadline) {
        guard case .handshake = receiving else { return }
        receiving = .idle(since: now)
    }

    /// The connection is gone.
    mutating func disconnected() {
        receiving = .nothing
        ending = .closed
    }

    /// The server is shutting down: the answer in progress is the last.
    mutating func quiesce() { isQuiescing = true }
}
