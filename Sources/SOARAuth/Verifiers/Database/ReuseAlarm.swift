//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

import struct Foundation.Date
import struct Foundation.TimeInterval

/// Keeps the alarm about one replaced token from being raised with every request.
final class ReuseAlarm: Sendable {
    /// The time between two alarms about the same token.
    static let pause: TimeInterval = 60
    /// Tokens that are remembered; beyond that the oldest are forgotten.
    static let maximumTokens = 1_000

    private let raised = Mutex<[APITokenID: Date]>([:])

    init() {}

    /// Whether there was no alarm about that token of late; takes note of this one.
    func isNew(_ id: APITokenID, at now: Date) -> Bool {
        raised.withLock { raised in
            if let last = raised[id], abs(now.timeIntervalSince(last)) < Self.pause { return false }
            if raised.count >= Self.maximumTokens, raised[id] == nil {
                raised = raised.filter { abs(now.timeIntervalSince($0.value)) < Self.pause }
                if raised.count >= Self.maximumTokens { raised.removeAll(keepingCapacity: true) }
            }
            raised[id] = now
            return true
        }
    }

    /// Has the next use raise the alarm again: this one could not be told.
    func forget(_ id: APITokenID) { raised.withLock { $0[id] = nil } }
}
