//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// The messages between a handler and the client of its call, from the call's beginning to its answer.
final class CallExchange: Sendable {
    /// How the client can be asked.
    enum Asking: Sendable {
        case no
        /// The call is made again with the answers (2026-07-28).
        case rounds(RoundTrips)
        /// A request is sent to it (the revisions before, in a session).
        case session(LegacySession, Timers)
    }

    private struct State {
        var progress: Double?
        var sent = 0
        var isOver = false
        var keptState: JSONValue?
        var asking: (open: Int, since: ContinuousClock.Instant, total: Duration)
    }

    let capabilities: ClientCapabilities
    let revision: ProtocolRevision
    let asking: Asking
    /// What the client knows the progress by.
    let progressToken: JSONValue?
    /// The least serious level that is sent; asked each time, for a session's may change.
    let leastLogLevel: @Sendable () -> LogLevel?
    let limits: HandlerLimits
    private let sink: (any MessageSink)?
    private let state = Mutex(State(asking: (0, .now, .zero)))

    init(
        revision: ProtocolRevision = .v2026_07_28, capabilities: ClientCapabilities = ClientCapabilities(),
        asking: Asking = .no, progressToken: JSONValue? = nil,
        leastLogLevel: @escaping @Sendable () -> LogLevel? = { nil }, limits: HandlerLimits = HandlerLimits(),
        sink: (any MessageSink)? = nil
    ) {
        self.revision = revision
        self.capabilities = capabilities
        self.asking = asking
        self.progressToken = progressToken
        self.leastLogLevel = leastLogLevel
        self.limits = limits
        self.sink = sink
    }

    /// Sends a notification, as long as the call is under way and has not sent too many.
    ///
    /// - Parameters:
    ///   - message: The notification.
    ///   - progress: How far it says that the work has come: it is dropped where another one that got its place before
    ///     said as much.
    func send(_ message: JSONValue, progress: Double? = nil) async {
        guard let sink, state.withLock({ !$0.isOver && $0.sent < limits.notifications }) else { return }
        await sink.send(message) {
            state.withLock { state in
                guard !state.isOver, state.sent < limits.notifications else { return false }
                if let progress {
                    if let last = state.progress, progress <= last { return false }
                    state.progress = progress
                }
                state.sent += 1
                return true
            }
        }
    }

    /// Sends a question, or takes it back; these are bounded by the answers that are waited for.
    func put(_ message: JSONValue) async {
        await sink?.send(message) { state.withLock { !$0.isOver } }
    }

    /// What a handler keeps for itself where there are no rounds.
    var keptState: JSONValue? {
        get { state.withLock(\.keptState) }
        set { state.withLock { $0.keptState = newValue } }
    }

    /// Has the client come back for the rest, where it was given an id to come back with.
    func releaseClient() {
        guard case .session = asking, revision.hasPrimedStreams else { return }
        sink?.release()
    }

    /// Nothing may be sent after the answer.
    func end() { state.withLock { $0.isOver = true } }

    /// How long the client was being asked so far.
    var timeAsking: Duration {
        state.withLock { state in
            state.asking.total + (state.asking.open > 0 ? state.asking.since.duration(to: .now) : .zero)
        }
    }

    /// Asks the client something, and doesn't count the time.
    func whileAsking<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        state.withLock { state in
            if state.asking.open == 0 { state.asking.since = .now }
            state.asking.open += 1
        }
        defer {
            state.withLock { state in
                state.asking.open -= 1
                if state.asking.open == 0 { state.asking.total += state.asking.since.duration(to: .now) }
            }
        }
        return try await body()
    }
}
