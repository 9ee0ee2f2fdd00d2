//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP1

extension HTTPConnectionState {
    /// What becomes of a request whose head is here.
    enum Reception: Equatable {
        /// It goes to the application now.
        case deliver(HTTPRequestTraits)
        /// It waits for the answer to an earlier one.
        case hold(HTTPRequestTraits)
        /// It is not served.
        case drop(Action)
    }

    /// Whether the socket may be read.
    ///
    /// Otherwise the handlers keep the wish to read until it may.
    var mayRead: Bool {
        switch ending {
        case .notYet: held == 0 && receiving != .nothing
        case .flushing(let bytes), .lingering(_, let bytes): bytes < limits.lingerBytes
        case .closed: true
        }
    }

    /// Bytes came.
    ///
    /// Says whether the decoder gets them.
    mutating func take(bytes count: Int, at now: NIODeadline) -> Bool {
        switch ending {
        case .notYet: break
        case .flushing(let bytes): ending = .flushing(bytes: bytes + count)
        case .lingering(let since, let bytes): ending = .lingering(since: since, bytes: bytes + count)
        case .closed: break
        }
        guard ending == .notYet else { return false }
        switch receiving {
        case .idle: receiving = .head(since: now, bytes: count)
        case .head(let since, let bytes): receiving = .head(since: since, bytes: bytes + count)
        case .body: break
        case .handshake, .nothing: return false
        }
        return true
    }

    /// The decoder has looked at the bytes that it got.
    mutating func decoded() -> Action {
        guard case .head(_, let bytes) = receiving, bytes > limits.headerBytes else { return .nothing }
        return fail(with: .headersTooLarge)
    }

    /// A head is complete.
    mutating func take(_ head: HTTPRequestHead, at now: NIODeadline) -> Reception {
        guard ending == .notYet, receiving != .nothing else { return .drop(.nothing) }
        omitsBody = head.method == .HEAD
        do throws(HTTPRefusal) {
            incoming = try HTTPRequestTraits(of: head, limits: limits)
        } catch {
            return .drop(fail(with: error))
        }
        guard held < limits.maximumPipelinedRequests else {
            receiving = .nothing
            afterwards = .finish
            return .drop(.nothing)
        }
        receiving = .body(since: now, last: now)
        guard mayDeliver else {
            held += 1
            return .hold(incoming)
        }
        return .deliver(incoming)
    }

    /// A piece of the body is here.
    ///
    /// Says whether it goes on.
    mutating func takeBody(at now: NIODeadline) -> Bool {
        guard ending == .notYet, case .body(let since, _) = receiving else { return false }
        receiving = .body(since: since, last: now)
        return true
    }

    /// The request is complete.
    ///
    /// Says whether that goes on.
    mutating func takeEnd(at now: NIODeadline) -> Bool {
        guard ending == .notYet, case .body = receiving else { return false }
        omitsBody = false
        receiving = incoming.contains(.closes) ? .nothing : .idle(since: now)
        return true
    }

    /// The request being received can't be served.
    mutating func fail(with refusal: HTTPRefusal) -> Action {
        guard ending == .notYet, receiving != .nothing else { return .nothing }
        let isInBody = if case .body = receiving { true } else { false }
        receiving = .nothing
        if held > 0 || (answering != .idle && !isInBody) {
            afterwards = .refuse(refusal, interrupting: isInBody)
            return .nothing
        }
        switch answering {
        case .idle:
            // In a body whose request has its answer there is nothing left to say.
            return isInBody ? finish() : refuse(refusal, interrupting: false)
        case .awaited:
            return refuse(refusal, interrupting: true)
        case .begun:
            return closeNow()
        }
    }

    /// The peer has closed its side.
    ///
    /// Says whether the application is told, in its turn.
    mutating func inputClosed() -> (goesOn: Bool, action: Action) {
        isInputClosed = true
        receiving = .nothing
        guard case .lingering = ending else { return (ending == .notYet, .nothing) }
        return (false, closeNow())
    }

    mutating func refuse(_ refusal: HTTPRefusal, interrupting: Bool) -> Action {
        answering = .idle
        _ = finish()
        return .refuse(refusal, interrupting: interrupting)
    }
}
