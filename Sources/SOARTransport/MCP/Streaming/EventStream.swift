//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// The events of one stream on their way from a handler to a client that reads at its own speed.
///
/// A writer waits while the reader is ``capacity`` events behind. In a session what was read is kept for a client that
/// comes back, as far as ``retention`` and the session's budget of bytes go; elsewhere a reader that leaves ends it all.
final class EventStream: MessageSink {
    /// Events that may wait to be read.
    static let capacity = 64
    /// Events that are kept for a reader that comes back, in a session.
    static let retention = 256

    /// One message and its place in the stream, from 1.
    struct Event: Sendable {
        var position: Int
        /// The message as JSON.
        var bytes: [UInt8]
    }

    /// What comes next for a reader.
    enum Next: Sendable {
        case event(Event)
        /// Nothing happened for a while.
        case idle
        /// There will be no more.
        case end
        /// Another reader has taken over.
        case replaced
    }

    /// What becomes of a message that is to be sent.
    private enum Placing {
        case taken, dropped, full
    }

    private struct State {
        /// From the oldest one that is kept.
        var events: [Event] = []
        /// The length of all of them.
        var bytes = 0
        var lastPosition = 0
        var read = 0
        var reader = 0
        var isAttached = true
        /// Whether a reader was sent away, or is written to already, so that the answer is an event like any other.
        var isOpen = false
        var isFinished = false
        var isTicking = false
        /// When the last event was written, and there will be no more.
        var deliveredAt: ContinuousClock.Instant?
        /// Those who wait for room, by a number.
        var writers: [Int: CheckedContinuation<Bool, Never>] = [:]
        var lastWriter = 0
        var reply: MCPReply?

        /// Whether a writer has to wait for the reader.
        var isFull: Bool { isAttached && !isFinished && lastPosition - read >= EventStream.capacity }

        mutating func takeWriters() -> [CheckedContinuation<Bool, Never>] {
            defer { writers = [:] }
            return Array(writers.values)
        }
    }

    let isLive = true
    /// Names the stream within its session; nil outside of one.
    let number: Int?
    /// What is kept in a session; nil outside of one.
    private let budget: ReplayBudget?
    private let state = Mutex(State())
    private let wakeup = Wakeup()

    /// A stream that ends when its reader leaves.
    init() {
        number = nil
        budget = nil
    }

    /// A stream of a session.
    init(number: Int, keeping budget: ReplayBudget) {
        self.number = number
        self.budget = budget
    }

    deinit { budget?.giveBack(state.withLock(\.bytes)) }

    var isFinished: Bool { state.withLock(\.isFinished) }
    /// The place of the last event so far; 0 where there was none.
    var lastPosition: Int { state.withLock(\.lastPosition) }
    /// Whether anything was sent.
    var hasBegun: Bool { state.withLock { $0.lastPosition > 0 || $0.isOpen } }

    /// When everything was written, and there will be no more; nil before.
    var deliveredAt: ContinuousClock.Instant? { state.withLock(\.deliveredAt) }

    func send(_ message: JSONValue, if isWanted: () -> Bool) async {
        var encoded: [UInt8]?
        while true {
            // What can't be sent yet may never be.
            if state.withLock(\.isFull) {
                guard await room() else { return }
                continue
            }
            let bytes = encoded ?? message.encoded()
            encoded = bytes
            let placing: Placing = state.withLock { state in
                if state.isFull { return .full }
                guard !state.isFinished, isWanted() else { return .dropped }
                append(bytes, to: &state)
                return .taken
            }
            switch placing {
            case .taken: return wakeup.wake()
            case .dropped: return
            case .full: continue
            }
        }
    }

    /// Ends the stream: with the answer as its last event where there were any, else the answer is for
    /// ``reply()`` alone.
    func finish(_ reply: MCPReply) {
        let writers = state.withLock { state in
            guard !state.isFinished else { return [CheckedContinuation<Bool, Never>]() }
            if state.lastPosition > 0 || state.isOpen {
                if let message = reply.lastMessage { append(message.encoded(), to: &state) }
            } else {
                state.reply = reply
            }
            state.isFinished = true
            return state.takeWriters()
        }
        for writer in writers { writer.resume(returning: true) }
        wakeup.wake()
    }

    /// Ends the stream without an answer.
    func end() {
        let writers = state.withLock { state in
            state.isFinished = true
            return state.takeWriters()
        }
        for writer in writers { writer.resume(returning: true) }
        wakeup.wake()
    }

    /// The answer, where it comes before any event; nil when there is an event to be read.
    ///
    /// - Throws: `CancellationError` in a cancelled task.
    func reply() async throws -> MCPReply? {
        while true {
            let (reply, hasBegun, isFinished) = state.withLock { state in
                (state.reply, state.lastPosition > 0 || state.isOpen, state.isFinished)
            }
            if let reply { return reply }
            if hasBegun || isFinished { return nil }
            try Task.checkCancellation()
            await wakeup.wait()
        }
    }

    /// Reads from after that position on; whoever read before is told so.
    func attach(after position: Int = 0) -> Int {
        let reader = state.withLock { state in
            state.reader += 1
            state.isAttached = true
            state.deliveredAt = nil
            state.read = position
            return state.reader
        }
        wakeup.wake()
        return reader
    }

    /// Has the reader written to before there is an event.
    func open() {
        state.withLock { $0.isOpen = true }
        wakeup.wake()
    }

    /// Stops reading; outside of a session nobody can come back, so it all ends.
    func detach(_ reader: Int) {
        let writers = state.withLock { state in
            guard state.reader == reader else { return [CheckedContinuation<Bool, Never>]() }
            state.reader += 1
            state.isAttached = false
            if budget == nil {
                state.isFinished = true
                state.events = []
            }
            return state.takeWriters()
        }
        for writer in writers { writer.resume(returning: true) }
        wakeup.wake()
    }

    /// Sends the reader away, to come back for the rest; outside of a session it would not find it, so it stays.
    func release() {
        guard budget != nil else { return }
        let writers = state.withLock { state in
            guard state.isAttached, !state.isFinished else { return [CheckedContinuation<Bool, Never>]() }
            state.reader += 1
            state.isAttached = false
            state.isOpen = true
            return state.takeWriters()
        }
        for writer in writers { writer.resume(returning: true) }
        wakeup.wake()
    }

    /// Waits for what comes next for that reader.
    ///
    /// - Throws: `CancellationError` in a cancelled task.
    func next(_ reader: Int) async throws -> Next {
        while true {
            let (next, writers) = state.withLock { state in
                let next = take(reader, from: &state)
                return (next, state.isFull ? [] : state.takeWriters())
            }
            for writer in writers { writer.resume(returning: true) }
            if let next { return next }
            try Task.checkCancellation()
            await wakeup.wait()
        }
    }

    /// Has the reader say that it is still there.
    func tick() {
        state.withLock { $0.isTicking = true }
        wakeup.wake()
    }

    private func take(_ reader: Int, from state: inout State) -> Next? {
        guard state.reader == reader else { return .replaced }
        if let event = state.events.first(where: { $0.position > state.read }) {
            state.read = event.position
            trim(&state)
            return .event(event)
        }
        if state.isFinished {
            state.deliveredAt = .now
            return .end
        }
        guard state.isTicking else { return nil }
        state.isTicking = false
        return .idle
    }

    private func append(_ bytes: [UInt8], to state: inout State) {
        state.lastPosition += 1
        state.events.append(Event(position: state.lastPosition, bytes: bytes))
        state.bytes += bytes.count
        budget?.take(bytes.count)
        trim(&state)
    }

    /// Lets go of what was read, or what nobody is there to read, as far as it is not to be kept.
    private func trim(_ state: inout State) {
        let done = state.isAttached ? state.events.prefix { $0.position <= state.read }.count : state.events.count
        guard let budget else {
            if done > 0 { state.events.removeFirst(done) }
            return
        }
        var surplus = max(done - Self.retention, 0)
        var bytes = state.events[..<surplus].lazy.map(\.bytes.count).reduce(0, +)
        // The newest stays with nobody to read it: it may be the answer that a client comes back for.
        let most = state.isAttached ? done : done - 1
        while surplus < most, budget.excess > bytes {
            bytes += state.events[surplus].bytes.count
            surplus += 1
        }
        state.events.removeFirst(surplus)
        state.bytes -= bytes
        budget.giveBack(bytes)
    }

    /// Waits until there may be room.
    ///
    /// - Returns: False in a cancelled task: a reader that has stalled is not to keep a handler from its end.
    private func room() async -> Bool {
        let number = state.withLock { state in
            state.lastWriter += 1
            return state.lastWriter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    guard state.isFull else { return true }
                    state.writers[number] = continuation
                    return nil
                }
                if let isThere { continuation.resume(returning: isThere) }
            }
        } onCancel: {
            state.withLock { $0.writers.removeValue(forKey: number) }?.resume(returning: false)
        }
    }
}
