//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// How many requests run at a time, on one connection or on all.
final class HTTP2RequestCount: Sendable {
    /// One of them, until nobody holds it any more.
    final class Ticket: Sendable {
        private let counts: [HTTP2RequestCount]

        fileprivate init(_ counts: [HTTP2RequestCount]) { self.counts = counts }

        deinit {
            for count in counts { count.release() }
        }
    }

    private let limit: Int
    private let running = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Takes one from each, or none from any.
    static func ticket(_ first: HTTP2RequestCount, _ second: HTTP2RequestCount) -> Ticket? {
        guard first.take() else { return nil }
        guard second.take() else {
            first.release()
            return nil
        }
        return Ticket([first, second])
    }

    private func take() -> Bool {
        guard running.add(1, ordering: .relaxed).newValue <= limit else {
            release()
            return false
        }
        return true
    }

    private func release() { running.subtract(1, ordering: .relaxed) }
}
