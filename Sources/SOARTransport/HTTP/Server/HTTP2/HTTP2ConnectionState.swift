//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP2

/// What an HTTP/2 connection as a whole decides, as a value; its streams decide for themselves (`HTTP2StreamState`).
///
/// The handlers tell it what happened, with the time, and do what it answers.
struct HTTP2ConnectionState {
    /// How far the end of the connection has come.
    enum Ending: Equatable {
        case notYet
        /// The peer has been told to open no further streams; those that are open are finished.
        ///
        /// `isHeard`: and it has said that it knows.
        case draining(since: NIODeadline, isHeard: Bool)
        /// What was written last is on its way into the socket.
        ///
        /// `lingers`: the peer didn't ask for the end, and may be sending.
        case flushing(lingers: Bool)
        /// The peer may read in peace why it ends.
        case lingering(since: NIODeadline)
        case closed
    }

    /// What the handlers have to do.
    enum Action: Equatable {
        case nothing
        /// Tell the peer to open no further streams, and ask it to say that it has heard.
        case announceEnd
        /// Tell the peer which stream was the last.
        case confirmEnd(lastStream: Int32)
        /// Say why, then as ``finish``.
        case end(HTTP2ErrorCode)
        /// See everything written into the socket, then report ``flushed(at:)``.
        case finish
        /// Close now.
        case close
    }

    /// So many frames that bring nothing are made up for by each request, and each frame of an answer.
    private static let spareFramesEach = 4

    let limits: HTTP2ServerLimits
    let waits: HTTPConnectionWaits

    private(set) var ending: Ending = .notYet
    private var inbound = HTTP2FrameFollower(hasPreface: true)
    private var outbound = HTTP2FrameFollower(hasPreface: false)
    /// Since when the rest of something is being waited for.
    private var waitingSince: NIODeadline?
    private var streams = 0
    private var lastStream: Int32 = 0
    /// The peer knows which stream was the last; further ones are not served.
    private var isConfirmed = false
    /// Since when there is no stream.
    private var idleSince: NIODeadline
    private var spareFrames: Int
    /// Since when the peer takes nothing, and how much there was for it then.
    private var stall: (since: NIODeadline, unsent: Int)?

    /// A connection whose handshake has just come to its end.
    init(limits: HTTPServerLimits, at now: NIODeadline) {
        self.limits = limits.http2
        waits = HTTPConnectionWaits(limits)
        spareFrames = limits.http2.maximumSpareFrames
        idleSince = now
        waitingSince = now
    }

    /// Whether what comes, and what is written above, is still of interest.
    var isOpen: Bool {
        switch ending {
        case .notYet, .draining: true
        case .flushing, .lingering, .closed: false
        }
    }

    /// Bytes came.
    ///
    /// Says whether they go on.
    mutating func take(_ bytes: ByteBuffer, at now: NIODeadline) -> (goesOn: Bool, action: Action) {
        guard isOpen else { return (false, .nothing) }
        let completed = inbound.completed
        var spare = spareFrames
        let most = limits.maximumSpareFrames
        var hasPong = false
        inbound.follow(bytes) { kind, flags in
            switch kind {
            case nil, .windowUpdate: spare -= 1
            case .ping: hasPong = hasPong || flags & HTTP2FrameFollower.acknowledgement != 0
            case .headers: spare = min(spare + Self.spareFramesEach, most)
            default: break
            }
        }
        spareFrames = spare
        guard spare >= 0 else { return (false, end(.enhanceYourCalm)) }
        if !inbound.isWaiting {
            waitingSince = nil
        } else if waitingSince == nil || completed != inbound.completed {
            waitingSince = now
        }
        if hasPong, case .draining(let since, false) = ending { ending = .draining(since: since, isHeard: true) }
        return (true, .nothing)
    }

    /// NIOHTTP2 has looked at what came.
    mutating func taken() -> Action {
        guard case .draining(_, isHeard: true) = ending, !isConfirmed else { return .nothing }
        isConfirmed = true
        return .confirmEnd(lastStream: lastStream)
    }

    /// Bytes are being written.
    mutating func write(_ bytes: ByteBuffer) {
        var earned = 0
        outbound.follow(bytes) { kind, _ in if kind == .data { earned += Self.spareFramesEach } }
        spareFrames = min(spareFrames + earned, limits.maximumSpareFrames)
    }

    /// What was written is on its way.
    ///
    /// NIOHTTP2 says farewell where the peer broke the protocol, but leaves it to others to go.
    mutating func wrote() -> Action {
        guard isOpen, let code = outbound.goAwayCode, code != 0 else { return .nothing }
        ending = .flushing(lingers: true)
        return .finish
    }

    mutating func streamOpened(_ id: Int32) {
        streams += 1
        lastStream = max(lastStream, id)
    }

    mutating func streamClosed(at now: NIODeadline) {
        streams -= 1
        idleSince = now
    }

    /// Whether the application may have a further request.
    func mayOpen(at now: NIODeadline) -> Bool {
        switch ending {
        case .notYet: true
        // Whoever hasn't heard of the end by then doesn't listen.
        case .draining(let since, _): !isConfirmed && now < since + waits.linger
        case .flushing, .lingering, .closed: false
        }
    }

    /// The server is shutting down, or the connection has been idle for too long.
    mutating func quiesce(at now: NIODeadline) -> Action {
        guard ending == .notYet else { return .nothing }
        ending = .draining(since: now, isHeard: false)
        return .announceEnd
    }

    /// Ends the connection for what the peer does.
    mutating func end(_ code: HTTP2ErrorCode) -> Action {
        guard isOpen else { return .nothing }
        ending = .flushing(lingers: true)
        return .end(code)
    }

    /// Ends the connection once everything is written.
    mutating func finish() -> Action {
        guard isOpen else { return .nothing }
        ending = .flushing(lingers: false)
        return .finish
    }

    /// Everything written is in the socket.
    mutating func flushed(at now: NIODeadline) -> Action {
        guard case .flushing(let lingers) = ending else { return .nothing }
        stall = nil
        guard lingers else { return close() }
        ending = .lingering(since: now)
        return .nothing
    }

    /// Ends the connection now, whatever was on its way.
    mutating func close() -> Action {
        guard ending != .closed else { return .nothing }
        ending = .closed
        return .close
    }

    /// The connection is gone.
    mutating func disconnected() { ending = .closed }

    /// The peer takes, or no longer takes, what is written.
    mutating func writability(_ isWritable: Bool, at now: NIODeadline, unsent: Int) {
        if isWritable, isOpen {
            stall = nil
        } else if stall == nil {
            stall = (now, unsent)
        }
    }
}

extension HTTP2ConnectionState {
    /// When ``expired(at:unsent:)`` is due, if nothing happens before.
    var deadline: NIODeadline? {
        let stalled = stall.map { $0.since + waits.stall }
        switch ending {
        case .closed: return nil
        case .lingering(let since): return since + waits.farewell
        case .flushing: return stalled
        case .notYet, .draining: return [stalled, headDeadline, idleDeadline].compactMap(\.self).min()
        }
    }

    private var headDeadline: NIODeadline? { waitingSince.map { $0 + waits.header } }

    private var idleDeadline: NIODeadline? {
        guard streams == 0 else { return nil }
        switch ending {
        // In the middle of a header block it isn't idle: a ping would have to wait for the block's end. That takes as long as a
        // block may take, not longer, however many are begun.
        case .notYet: return idleSince + waits.keepAlive + (waitingSince == nil ? .zero : waits.header)
        case .draining(let since, _): return isConfirmed ? idleSince : max(since, idleSince) + waits.farewell
        case .flushing, .lingering, .closed: return nil
        }
    }

    /// Time has passed.
    ///
    /// `unsent` is how many bytes wait for the peer.
    mutating func expired(at now: NIODeadline, unsent: Int) -> Action {
        guard let deadline, deadline <= now else { return .nothing }
        if case .lingering = ending { return close() }
        if let stall, stall.since + waits.stall <= now {
            guard unsent < stall.unsent else { return close() }
            self.stall = (now, unsent)
        }
        guard isOpen else { return .nothing }
        if let headDeadline, headDeadline <= now { return end(.enhanceYourCalm) }
        guard let idleDeadline, idleDeadline <= now else { return .nothing }
        return ending == .notYet ? quiesce(at: now) : finish()
    }
}
