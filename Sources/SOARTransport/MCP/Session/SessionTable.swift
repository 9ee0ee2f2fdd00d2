//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Synchronization

/// The sessions that are open, each by an id that can't be guessed (MCP 2025-11-25, transports, "Session Management").
final class SessionTable: Sendable {
    private struct State {
        var sessions: [String: LegacySession] = [:]
        var lastSweep: ContinuousClock.Instant
    }

    private let configuration: MCPEndpoint.Sessions
    private let hub: ChangeHub
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state: Mutex<State>
    private let listening = Mutex<[String: UInt64]>([:])

    init(
        _ configuration: MCPEndpoint.Sessions, hub: ChangeHub,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.configuration = configuration
        self.hub = hub
        self.now = now
        state = Mutex(State(lastSweep: now()))
    }

    /// How many are open.
    var count: Int { state.withLock(\.sessions.count) }

    /// Opens a session; nil where the caller, or everybody together, has as many as may be.
    func open(_ owner: CallOwner, _ revision: ProtocolRevision, _ capabilities: ClientCapabilities) -> LegacySession? {
        sweep(always: true)
        let session = LegacySession(
            id: Self.newID(), owner: owner, revision: revision, capabilities: capabilities,
            replayBytes: configuration.replayBytes, now: now())
        let isTaken = state.withLock { state in
            let own = state.sessions.values.count { $0.owner == owner }
            guard state.sessions.count < configuration.maximum, own < configuration.maximumPerCaller else {
                return false
            }
            state.sessions[session.id] = session
            return true
        }
        guard isTaken else { return nil }
        let number = hub.add(session.mailbox)
        listening.withLock { $0[session.id] = number }
        return session
    }

    /// The session of that id, which must be the caller's own.
    func session(_ id: String, of owner: CallOwner) -> LegacySession? {
        sweep(always: false)
        let session = state.withLock { $0.sessions[id] }
        guard let session, session.owner == owner, !isExpired(session, now()) else { return nil }
        return session
    }

    /// Ends a session, and stops what is under way in it: nobody could be answered.
    func close(_ session: LegacySession) {
        _ = state.withLock { $0.sessions.removeValue(forKey: session.id) }
        if let number = listening.withLock({ $0.removeValue(forKey: session.id) }) { hub.remove(number) }
        session.calls.stopAll()
        session.end()
    }

    /// Ends what nobody has used for long, and has the others forget what is over; looked at no more than once a second.
    private func sweep(always: Bool) {
        let time = now()
        let (sessions, isDue) = state.withLock { state in
            let isDue = state.lastSweep.duration(to: time) > .seconds(1)
            guard always || isDue else { return ([LegacySession](), false) }
            state.lastSweep = isDue ? time : state.lastSweep
            return (Array(state.sessions.values), isDue)
        }
        for session in sessions {
            if isExpired(session, time) { close(session) } else if isDue { session.forgetDelivered(time) }
        }
    }

    private func isExpired(_ session: LegacySession, _ time: ContinuousClock.Instant) -> Bool {
        session.idleTime(time).map { $0 > configuration.idleTime } ?? false
    }

    /// 192 random bits; the system's generator is a secure one.
    private static func newID() -> String {
        (0..<3).map { _ in UInt64.random(in: .min ... .max).hexadecimal }.joined()
    }
}
