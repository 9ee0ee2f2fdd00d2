//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Synchronization

/// When an open stream has to show that it is there, and when its token is checked again.
///
/// It is asked each second, at no cost where nothing has happened: a token is checked with each sign of life, and as soon
/// as any token has changed.
final class StreamPulse: Sendable {
    private static let longestInterval: Duration = .seconds(1)

    private struct State {
        var nextSign: ContinuousClock.Instant
        /// What was known of tokens at the last check.
        var tokens: RevisionWatch.State?
    }

    /// How often it is to be asked.
    let interval: Duration
    private let keepAlive: Duration
    private let changes: TokenChanges?
    private let state: Mutex<State>

    init(_ configuration: MCPEndpoint.Streams) {
        keepAlive = configuration.keepAlive
        changes = configuration.tokenChanges
        interval = changes == nil ? keepAlive : min(keepAlive, Self.longestInterval)
        state = Mutex(State(nextSign: .now + keepAlive))
    }

    /// Makes a sign of life due at once.
    func urge() { state.withLock { $0.nextSign = .now } }

    /// Whether a sign of life is due; the next one is counted from then on.
    func takeSign() -> Bool {
        let now = ContinuousClock.now
        // Ticks come a little early or late.
        let isDue = changes == nil || state.withLock { $0.nextSign <= now + interval / 2 }
        if isDue { state.withLock { $0.nextSign = now + keepAlive } }
        return isDue
    }

    /// Whether tokens have changed since the last time, or that can't be told.
    func tokensChanged() async -> Bool {
        guard let changes else { return false }
        let current = await changes.state()
        return state.withLock { state in
            defer { state.tokens = current }
            return current == nil || state.tokens != current
        }
    }
}
