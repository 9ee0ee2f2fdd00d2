//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore

extension HTTPConnectionState {
    /// Whether the application can have the next request.
    var mayDeliver: Bool { answering == .idle && held == 0 }

    /// Whether what the application writes goes to the peer.
    var takesAnswers: Bool {
        switch ending {
        case .notYet, .closed: true
        case .flushing, .lingering: false
        }
    }

    /// A request goes to the application.
    ///
    /// Says whether the peer is to be told to go on with the body.
    mutating func deliver(_ traits: HTTPRequestTraits) -> Bool {
        current = traits
        answering = .awaited
        guard traits.contains(.expectsContinue), case .body = receiving else { return false }
        return true
    }

    /// A request that was held back is next.
    mutating func releaseHeld() { held -= 1 }

    /// All that was held back is with the application, but for what is still being received.
    mutating func caughtUp(at now: NIODeadline) -> Action {
        guard ending == .notYet, held == 0 else { return .nothing }
        // It could not go on before: its time begins now.
        if case .body = receiving { receiving = .body(since: now, last: now) }
        guard case .refuse(let refusal, interrupting: true) = afterwards else { return .nothing }
        return refuse(refusal, interrupting: true)
    }

    /// The application's answer begins.
    ///
    /// Says whether it has to announce the connection's end.
    mutating func answer(announcingClose: Bool) -> Bool {
        let isUnfinished = if case .body = receiving { held == 0 } else { false }
        let closing =
            announcingClose || current.contains(.closes) || isQuiescing
            || (isUnfinished && current.contains(.isNotDrained))
            || (held == 0 && afterwards == .finish)
        answering = .begun(closing: closing)
        return closing
    }

    /// The application's answer is complete.
    mutating func answered(at now: NIODeadline) -> Action {
        let closing = answering == .begun(closing: true) || isQuiescing
        answering = .idle
        if closing { return finish() }
        if held > 0 { return .deliverHeld }
        switch afterwards {
        case .nothing: break
        case .refuse(let refusal, let interrupting): return refuse(refusal, interrupting: interrupting)
        case .finish: return finish()
        }
        switch receiving {
        case .idle: receiving = .idle(since: now)
        case .head(_, let bytes): receiving = .head(since: now, bytes: bytes)
        case .handshake, .body, .nothing: break
        }
        return .nothing
    }
}
