//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// How many calls of handlers one caller may make.
public struct CallRate: Hashable, Sendable {
    /// Calls that one caller may make at once, when it has made none for a while.
    public var burst: Int
    /// The time after which it may make one more.
    public var interval: Duration

    /// Makes a rate.
    ///
    /// - Parameters:
    ///   - perMinute: Calls in a minute, at least one.
    ///   - burst: Calls at once, at least one.
    public init(perMinute: Int, burst: Int) {
        self.burst = max(1, burst)
        interval = .seconds(60) / max(1, perMinute)
    }
}

/// Who has called how often (MCP server, "Tools", "Security Considerations": rate limits).
///
/// For each caller there is one instant: when it will have used up nothing of its burst.
final class CallRates: Sendable {
    /// Callers that are remembered at a time.
    static let maximumCallers = 10_000

    private let rate: CallRate
    private let rested = Mutex<[CallOwner: ContinuousClock.Instant]>([:])

    init(_ rate: CallRate) { self.rate = rate }

    /// Takes note of a call.
    ///
    /// - Returns: How long the caller has to wait before it may call; nil where it may at once.
    func delay(of caller: CallOwner, now: ContinuousClock.Instant) -> Duration? {
        rested.withLock { rested in
            let start = max(rested[caller] ?? now, now)
            let delay = now.duration(to: start) - rate.interval * (rate.burst - 1)
            guard delay <= .zero else { return delay }
            if rested.count >= Self.maximumCallers, rested[caller] == nil {
                rested = rested.filter { $0.value > now }
                guard rested.count < Self.maximumCallers else { return rate.interval }
            }
            rested[caller] = start + rate.interval
            return nil
        }
    }
}
