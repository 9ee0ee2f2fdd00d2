//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Synchronization

/// Counts the streams that are open, of each caller and in all.
final class OpenStreams: Sendable {
    enum Decision {
        case granted(Claim)
        /// There are as many as there may be: 429 where they are the caller's own, else 503.
        case refused(HTTPAnswer)
    }

    /// One open stream; it counts until it is released, at the latest when nobody holds it any more.
    final class Claim: Sendable {
        private let streams: OpenStreams
        private let owner: CallOwner
        private let isOpen = Atomic<Bool>(true)

        fileprivate init(_ streams: OpenStreams, _ owner: CallOwner) {
            self.streams = streams
            self.owner = owner
        }

        deinit { release() }

        func release() {
            if isOpen.exchange(false, ordering: .relaxed) { streams.release(owner) }
        }
    }

    /// When so many were open at a time and the last has left, memory is given back.
    private static let crowd = 100
    /// How long after the last one has left: its connection has to end first.
    private static let afterwards: Duration = .milliseconds(500)

    private struct Counts {
        var all = 0
        var most = 0
        var own: [CallOwner: Int] = [:]
        var givesBack = false
    }

    private let limits: MCPEndpoint.Streams
    private let timers: Timers
    private let counts = Mutex(Counts())

    init(_ limits: MCPEndpoint.Streams, _ timers: Timers) {
        self.limits = limits
        self.timers = timers
    }

    /// How many are open.
    var count: Int { counts.withLock(\.all) }

    func claim(_ owner: CallOwner) -> Decision {
        counts.withLock { counts in
            guard counts.all < limits.maximum else {
                return Self.refusal(.serviceUnavailable, "As many streams are open as may be.")
            }
            guard counts.own[owner, default: 0] < limits.maximumPerCaller else {
                return Self.refusal(.tooManyRequests, "This token has as many open streams as it may have.")
            }
            counts.all += 1
            counts.most = max(counts.most, counts.all)
            counts.own[owner, default: 0] += 1
            return .granted(Claim(self, owner))
        }
    }

    private static func refusal(_ status: HTTPResponse.Status, _ message: String) -> Decision {
        .refused(.refusal(status, "too_many_streams", message, headers: [.retryAfter: "30"]))
    }

    private func release(_ owner: CallOwner) {
        let wasCrowd = counts.withLock { counts in
            counts.all -= 1
            let left = (counts.own[owner] ?? 1) - 1
            counts.own[owner] = left > 0 ? left : nil
            guard counts.all == 0 else { return false }
            defer { counts.most = 0 }
            guard counts.most >= Self.crowd, !counts.givesBack else { return false }
            counts.givesBack = true
            return true
        }
        guard wasCrowd else { return }
        _ = timers.schedule(after: Self.afterwards) { [self] in
            counts.withLock { $0.givesBack = false }
            FreedMemory.giveBack()
        }
    }
}
