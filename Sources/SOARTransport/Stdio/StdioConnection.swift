//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore
import Synchronization

/// One run of a ``StdioTransport``: what is read, what is under way, what is to be written.
///
/// Requests are answered side by side. What is one-way is taken in at once and in order, so that it is heard whatever the
/// requests wait for; so is `initialize`, for it decides how the next line is read.
final class StdioConnection: Sendable {
    /// How long calls that were stopped may take to notice, and how long the last lines may take to be read.
    private static let lastTime: Duration = .seconds(1)

    let transport: StdioTransport
    let capacity: StdioCapacity
    let calls = CallTable()
    /// The messages on their way out.
    let outgoing = EventStream()
    /// What is done as soon as there is no more input.
    let closing = ClosingActions()
    let session = Mutex<StdioSession?>(nil)
    private let pipes: StdioPipes
    private let reader: Int
    private let written = Wakeup()
    private let readToEnd = Wakeup()
    private let state: Mutex<State>

    private struct State {
        var caller: AccessToken
        var hasReadAll = false
        /// Lines taken in and messages written.
        var steps = 0
    }

    init(_ transport: StdioTransport, _ pipes: StdioPipes, _ caller: AccessToken) {
        self.transport = transport
        self.pipes = pipes
        let configuration = transport.configuration
        capacity = StdioCapacity(calls: configuration.maximumCalls, subscriptions: configuration.maximumSubscriptions)
        reader = outgoing.attach()
        state = Mutex(State(caller: caller))
    }

    /// Whom the token spoke for when it was last accepted.
    var caller: AccessToken {
        get { state.withLock(\.caller) }
        set { state.withLock { $0.caller = newValue } }
    }

    /// Serves until there is no more input, then ends what is under way.
    func serve() async {
        await withDiscardingTaskGroup { tasks in
            tasks.addTask { await self.writeAll() }
            tasks.addTask { await self.watchForEnd() }
            await readAll(&tasks)
            state.withLock { $0.hasReadAll = true }
            readToEnd.wake()
            await finish()
        }
    }

    /// Reads no more; where that is so already, waits no longer.
    func shutDown() {
        pipes.interruptReading()
        if state.withLock(\.hasReadAll) { capacity.hurry() }
    }

    private func readAll(_ tasks: inout DiscardingTaskGroup) async {
        var lines = LineSplitter(limit: transport.configuration.maximumLineBytes)
        do {
            while let bytes = try await pipes.read() {
                for line in lines.feed(bytes) { await take(line, &tasks) }
            }
            if let line = lines.finish() { await take(line, &tasks) }
        } catch let failure as StdioFailure {
            transport.logger.error("The input can't be read", metadata: ["error": "\(failure)"])
        } catch {
            // Interrupted: a line that is not whole was never sent.
        }
    }

    private func take(_ line: LineSplitter.Line, _ tasks: inout DiscardingTaskGroup) async {
        defer { state.withLock { $0.steps += 1 } }
        let message = StdioMessage(line, self)
        if message.route.isOneWay { return await hear(message) }
        guard await capacity.take(within: transport.configuration.patience) else {
            return await outgoing.send(message.refusal(.busy))
        }
        guard !message.route.opensSession else { return await open(message, &tasks) }
        guard let call = message.registered(in: calls) else {
            capacity.release()
            return await outgoing.send(message.refusal(.invalidRequest("A request with this id is under way.")))
        }
        tasks.addTask { await self.answer(call) }
    }

    /// Gives up on a client that has sent its last line, or is not to send any more, but doesn't read its answers either.
    ///
    /// Lines wait while nobody reads the output, and behind them the end of the input would not be seen.
    private func watchForEnd() async {
        await pipes.inputIsClosed()
        var before: Int?
        while !Task.isCancelled, !state.withLock(\.hasReadAll) {
            let steps = state.withLock(\.steps)
            guard steps != before else { return pipes.interrupt() }
            before = steps
            _ = await within(transport.configuration.finishTime + Self.lastTime) { await self.readToEnd.wait() }
        }
    }

    private func finish() async {
        closing.close()
        if !outgoing.isFinished {
            _ = await within(transport.configuration.finishTime) { await self.capacity.untilIdle() }
        }
        calls.stopAll()
        session.withLock(\.self)?.session.end()
        _ = await within(Self.lastTime) { await self.capacity.untilIdle() }
        outgoing.end()
        _ = await within(Self.lastTime) { await self.written.wait() }
        pipes.interrupt()
    }

    private func writeAll() async {
        do {
            while case .event(let event) = try await outgoing.next(reader) {
                try await pipes.write(event.bytes + [UInt8(ascii: "\n")])
                state.withLock { $0.steps += 1 }
            }
        } catch let failure as StdioFailure {
            transport.logger.notice("The client reads no more", metadata: ["error": "\(failure)"])
        } catch {
            // Interrupted.
        }
        // What comes now is dropped, and nobody waits to send it.
        outgoing.detach(reader)
        outgoing.end()
        pipes.interruptReading()
        written.wake()
    }
}

extension JSONRPCError {
    /// There is no place for another call.
    fileprivate static let busy = JSONRPCError(
        code: -32603, message: "As many requests are under way as may be. Try again when one is answered.",
        data: ["error": "busy"])
}
