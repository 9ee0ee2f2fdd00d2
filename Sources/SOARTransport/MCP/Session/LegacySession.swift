//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// What a server knows about one client of a revision with a handshake, between its `initialize` and its end.
///
/// It says nothing about who the client is: every request brings its own token.
final class LegacySession: Sendable {
    /// Questions that may be open at a time.
    static let maximumQuestions = 64
    /// Resources that a client may subscribe to, and the three lists.
    static let maximumWanted = 256 + 3
    /// Streams that are kept for a client that comes back for them.
    static let maximumStreams = 64
    /// Bytes of events that are kept for a client that comes back for them, where nothing else is said.
    static let replayBytes = 1024 * 1024
    /// How long a stream is kept of which everything was written: what was on the way may be lost with the connection.
    static let afterwards: Duration = .seconds(30)

    private struct State {
        var logLevel: LogLevel = .info
        var pending: [RequestID: PendingAnswer] = [:]
        var lastQuestion = 0
        var streams: [EventStream] = []
        var lastStream = 0
        var open = 0
        var lastUse: ContinuousClock.Instant
        var isEnded = false
    }

    let id: String
    let owner: CallOwner
    let revision: ProtocolRevision
    let capabilities: ClientCapabilities
    let calls: CallTable
    /// Changes that the client is to be told of.
    let mailbox: ChangeMailbox
    /// The events of the stream that belongs to no call.
    let standalone: EventStream
    let budget: ReplayBudget
    private let state: Mutex<State>

    init(
        id: String, owner: CallOwner, revision: ProtocolRevision, capabilities: ClientCapabilities,
        calls: CallTable = CallTable(), replayBytes: Int = LegacySession.replayBytes,
        now: ContinuousClock.Instant = .now
    ) {
        self.id = id
        self.owner = owner
        mailbox = ChangeMailbox([.tools, .prompts, .resources], tenant: owner.tenant)
        self.revision = revision
        self.capabilities = capabilities
        self.calls = calls
        budget = ReplayBudget(replayBytes)
        standalone = EventStream(number: 0, keeping: budget)
        state = Mutex(State(lastUse: now))
    }

    /// The least serious level that the client wants to hear of.
    var logLevel: LogLevel {
        get { state.withLock(\.logLevel) }
        set { state.withLock { $0.logLevel = newValue } }
    }

    var isEnded: Bool { state.withLock(\.isEnded) }

    /// Asks the client; `send` puts the question where the client reads it.
    ///
    /// - Throws: ``AskingFailure``, and `CancellationError` in a cancelled task.
    func ask(
        _ question: ClientQuestion, within limit: Duration, _ timers: Timers, send: (JSONValue) async -> Void
    ) async throws -> JSONObject {
        let pending = PendingAnswer()
        let id: RequestID? = state.withLock { state in
            guard !state.isEnded, state.pending.count < Self.maximumQuestions else { return nil }
            state.lastQuestion += 1
            let id = RequestID.string("ask-\(state.lastQuestion)")
            state.pending[id] = pending
            return id
        }
        guard let id else { throw AskingFailure.unreachable }
        defer { state.withLock { $0.pending[id] = nil } }
        let envelope: JSONObject = ["jsonrpc": "2.0", "id": id.json]
        await send(.object(envelope.merging(question.json)))
        do {
            return try await pending.wait(atMost: limit, timers)
        } catch {
            if let reason = Self.reason(error) {
                let params: JSONObject = ["requestId": id.json, "reason": .string(reason)]
                await send(JSONRPCNotification(method: "notifications/cancelled", params: params).json)
            }
            throw error
        }
    }

    /// Why the client need not answer a question any more; nil where it did, or can't be told.
    private static func reason(_ error: any Error) -> String? {
        switch error {
        case AskingFailure.timedOut: "It took too long."
        case is CancellationError: "The call that asked was stopped."
        default: nil
        }
    }

    /// Takes a client's answer; one to nothing that was asked is dropped.
    func resolve(_ id: RequestID, _ outcome: Result<JSONValue, JSONRPCError>) {
        let pending = state.withLock { $0.pending[id] }
        switch outcome {
        case .success(let result): pending?.resolve(.success(result.objectValue ?? [:]))
        case .failure(let error): pending?.resolve(.failure(.refused(error.message)))
        }
    }

    /// A stream for the events of one call, kept until it is pushed out by later ones or some time after its end.
    func openStream() -> EventStream {
        state.withLock { state in
            state.lastStream += 1
            let stream = EventStream(number: state.lastStream, keeping: budget)
            while state.streams.count >= Self.maximumStreams || budget.excess > 0,
                let oldest = state.streams.firstIndex(where: \.isFinished)
            {
                state.streams.remove(at: oldest)
            }
            state.streams.append(stream)
            return stream
        }
    }

    /// Forgets the streams of which everything was written long ago.
    func forgetDelivered(_ now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.streams.removeAll { $0.deliveredAt.map { $0 + Self.afterwards < now } ?? false }
        }
    }

    /// Forgets a stream on which nothing was sent.
    func forget(_ stream: EventStream) { state.withLock { $0.streams.removeAll { $0 === stream } } }

    /// The stream of that number, as long as it is kept.
    func stream(_ number: Int) -> EventStream? {
        number == 0 ? standalone : state.withLock { $0.streams.first { $0.number == number } }
    }

    /// Takes note of a request; ``leave(_:)`` when it is answered.
    func enter(_ now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.open += 1
            state.lastUse = now
        }
    }

    /// Takes note that a request is answered.
    func leave(_ now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.open -= 1
            state.lastUse = now
        }
    }

    /// How long nobody has used it; nil while something is under way.
    func idleTime(_ now: ContinuousClock.Instant) -> Duration? {
        state.withLock { $0.open > 0 ? nil : $0.lastUse.duration(to: now) }
    }

    /// Nothing can be asked or streamed any more; ``calls`` that are under way go on to their answers.
    func end() {
        let (pending, streams) = state.withLock { state in
            state.isEnded = true
            defer { state.streams = [] }
            return (Array(state.pending.values), state.streams)
        }
        for answer in pending { answer.resolve(.failure(.unreachable)) }
        for stream in streams { stream.end() }
        standalone.end()
        mailbox.end(.disconnected)
    }
}
