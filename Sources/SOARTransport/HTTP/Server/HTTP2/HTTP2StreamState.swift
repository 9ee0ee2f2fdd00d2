//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP2

/// What one stream, which is one request and its answer, decides, as a value.
struct HTTP2StreamState {
    /// How far the request has come.
    enum Receiving: Equatable {
        case head
        case body(since: NIODeadline, last: NIODeadline)
        /// All of it is here.
        case nothing
    }

    /// How far the answer has gone.
    enum Answering: Equatable {
        case awaited
        case begun
        /// All of it has been written, by the application or, instead of it, by the server itself.
        case complete(since: NIODeadline)
    }

    /// What the handler has to do.
    enum Action: Equatable {
        case nothing
        /// Write this answer in the application's place.
        ///
        /// `resetting`: and take nothing more of the request.
        case refuse(HTTPRefusal, resetting: Bool)
        case reset(HTTP2ErrorCode)
    }

    private let waits: HTTPConnectionWaits
    private(set) var receiving: Receiving = .head
    private(set) var answering: Answering = .awaited
    /// The application has the request.
    private var isDelivered = false
    /// The server has answered in the application's place, or the stream is at its end.
    private var isTaken = false
    /// Bytes are being waited for; when not, it is the application that doesn't want them yet.
    var isReading = false
    /// Bytes that wait for the peer.
    private var unsent = 0
    /// When the peer last took anything, while there is something for it.
    private var taken: NIODeadline?

    init(_ waits: HTTPConnectionWaits) { self.waits = waits }

    /// Whether what the application writes goes to the peer.
    var takesAnswers: Bool { !isTaken }

    /// The head is good, and the application gets it.
    mutating func deliver(isWhole: Bool, at now: NIODeadline) {
        isDelivered = true
        receiving = isWhole ? .nothing : .body(since: now, last: now)
    }

    /// The head is not acted on.
    mutating func refuse(_ refusal: HTTPRefusal, isWhole: Bool, at now: NIODeadline) -> Action {
        receiving = isWhole ? .nothing : .body(since: now, last: now)
        isTaken = true
        answering = .complete(since: now)
        return .refuse(refusal, resetting: false)
    }

    /// A piece of the body, or the trailers, are here.
    ///
    /// Says whether they go on.
    mutating func takeBody(isLast: Bool, at now: NIODeadline) -> Bool {
        guard case .body(let since, _) = receiving else { return false }
        receiving = isLast ? .nothing : .body(since: since, last: now)
        return isDelivered && !isTaken
    }

    /// The rest of the request can't be served.
    mutating func fail(with refusal: HTTPRefusal, at now: NIODeadline) -> Action {
        guard !isTaken else { return .nothing }
        switch answering {
        case .awaited:
            isTaken = true
            answering = .complete(since: now)
            return .refuse(refusal, resetting: true)
        case .begun: return reset(.cancel)
        case .complete: return reset(.noError)
        }
    }

    private mutating func reset(_ code: HTTP2ErrorCode) -> Action {
        isTaken = true
        receiving = .nothing
        unsent = 0
        taken = nil
        return .reset(code)
    }

    /// The stream is at its end.
    mutating func closed() { _ = reset(.noError) }

    /// The application answers; `isLast` with the answer's end.
    mutating func answer(isLast: Bool, at now: NIODeadline) {
        answering = isLast ? .complete(since: now) : .begun
    }

    /// Bytes are on their way to the peer.
    mutating func send(_ count: Int, at now: NIODeadline) {
        if unsent == 0 { taken = now }
        unsent += count
    }

    /// They are in the socket.
    mutating func sent(_ count: Int, at now: NIODeadline) {
        unsent -= min(count, unsent)
        taken = unsent > 0 ? now : nil
    }
}

extension HTTP2StreamState {
    /// When ``expired(at:)`` is due, if nothing happens before.
    ///
    /// Nil while only the application is to act.
    var deadline: NIODeadline? {
        let stalled = stallDeadline
        guard let reception = receptionDeadline else { return stalled }
        return stalled.map { min($0, reception) } ?? reception
    }

    private var stallDeadline: NIODeadline? { taken.map { $0 + waits.stall } }

    private var receptionDeadline: NIODeadline? {
        guard case .body(let since, let last) = receiving else { return nil }
        if case .complete(let answered) = answering { return answered + waits.linger }
        return min(since + waits.body, last + waits.bodyIdle)
    }

    /// Time has passed.
    mutating func expired(at now: NIODeadline) -> Action {
        if let stallDeadline, stallDeadline <= now { return reset(.cancel) }
        guard let receptionDeadline, receptionDeadline <= now else { return .nothing }
        // The answer is there, and the peer still sends: it is told not to (RFC 9113 §8.1).
        if case .complete = answering { return reset(.noError) }
        guard isReading else {
            receiving = .body(since: now, last: now)
            return .nothing
        }
        return fail(with: .timeout, at: now)
    }
}
