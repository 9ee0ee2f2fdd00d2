//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore

extension HTTPConnectionState {
    /// What becomes of a wish, from the application's side, to close.
    enum Closing: Equatable {
        case asWished
        /// In the way of ``Action/finish``, or not at all where that is under way.
        case gently(Action)
    }

    /// Nothing more will be answered: the connection ends in peace.
    mutating func finish() -> Action {
        guard ending == .notYet else { return .nothing }
        receiving = .nothing
        ending = .flushing(bytes: 0)
        return .finish
    }

    /// Everything written is in the socket.
    mutating func flushed(at now: NIODeadline) -> Action {
        guard case .flushing(let bytes) = ending else { return .nothing }
        stall = nil
        guard !isInputClosed else { return closeNow() }
        // Closing both sides now would make the peer's system throw the answer away, if more of the request is to come.
        ending = .lingering(since: now, bytes: bytes)
        return .halfClose
    }

    /// The connection ends now, whatever was on its way.
    mutating func closeNow() -> Action {
        ending = .closed
        return .close
    }

    /// The application, or Hummingbird for it, closes the connection.
    mutating func close(_ mode: CloseMode) -> Closing {
        switch mode {
        case .input:
            // So a connection's task ends that is cancelled. Then there is no time for peace.
            switch ending {
            case .flushing, .lingering: return .gently(closeNow())
            case .notYet, .closed: return .asWished
            }
        case .output:
            return .gently(finish())
        case .all:
            // An answer that breaks off is visible as one only if the connection breaks off.
            guard answering == .idle else { return .asWished }
            switch ending {
            case .flushing, .lingering: return .gently(.nothing)
            case .closed: return .asWished
            case .notYet: break
            }
            if case .body = receiving { return .gently(finish()) }
            return .asWished
        }
    }
}
