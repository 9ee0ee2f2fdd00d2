//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore

extension HTTPConnectionState {
    /// When ``expired(at:unsent:)`` is due, if nothing happens before.
    ///
    /// Nil while only the application is to act.
    var deadline: NIODeadline? {
        let stalled = stall.map { $0.since + waits.stall }
        switch ending {
        case .closed: return nil
        case .flushing: return stalled
        case .lingering(let since, _): return since + waits.linger
        case .notYet: break
        }
        guard let reception = receptionDeadline else { return stalled }
        return stalled.map { min($0, reception) } ?? reception
    }

    private var receptionDeadline: NIODeadline? {
        // What comes early isn't read on, so its time doesn't count.
        guard held == 0 else { return nil }
        switch receiving {
        case .handshake(let since): return since + waits.handshake
        case .idle(let since): return answering == .idle ? since + waits.keepAlive : nil
        case .head(let since, _): return answering == .idle ? since + waits.header : nil
        case .body(let since, let last): return min(since + waits.body, last + waits.bodyIdle)
        case .nothing: return nil
        }
    }

    /// Time has passed.
    ///
    /// `unsent` is how many bytes wait for the peer.
    mutating func expired(at now: NIODeadline, unsent: Int) -> Action {
        guard let deadline, deadline <= now else { return .nothing }
        if case .lingering = ending { return closeNow() }
        if let stall, stall.since + waits.stall <= now {
            guard unsent < stall.unsent else { return closeNow() }
            self.stall = (now, unsent)
        }
        guard ending == .notYet, let receptionDeadline, receptionDeadline <= now else { return .nothing }
        switch receiving {
        case .handshake, .idle:
            return closeNow()
        case .head:
            return fail(with: .timeout)
        case .body:
            guard isReading else {
                receiving = .body(since: now, last: now)
                return .nothing
            }
            return fail(with: .timeout)
        case .nothing:
            return .nothing
        }
    }

    /// The peer takes, or no longer takes, what is written.
    mutating func writability(_ isWritable: Bool, at now: NIODeadline, unsent: Int) {
        if isWritable, ending == .notYet {
            stall = nil
        } else if stall == nil {
            stall = (now, unsent)
        }
    }
}
