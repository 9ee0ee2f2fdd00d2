//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// Why a handler has no outcome of its own.
enum HandlerFailure: Error, Sendable {
    /// It took too long.
    case timedOut(Duration)
    /// There are as many as there may be.
    case busy
    /// Nobody waits for it any more.
    case stopped(StopSignal.Reason)
}

extension HandlerFailure {
    /// For the caller, where there is one.
    var message: String {
        switch self {
        case .timedOut(let limit): "It took longer than \(limit.components.seconds) s and was stopped."
        case .busy: "The server is busy. Try again in a few seconds."
        case .stopped: "It was stopped."
        }
    }

    /// For the audit log.
    var label: String {
        switch self {
        case .timedOut: "timed out"
        case .busy: "busy"
        case .stopped: "stopped"
        }
    }
}

/// Runs handlers within their limits.
final class HandlerRunner: Sendable {
    let limits: HandlerLimits
    let timers = Timers()
    /// Who has called how often, where that is limited.
    let rates: CallRates?
    private let running = Atomic<Int>(0)

    init(_ limits: HandlerLimits) {
        self.limits = limits
        rates = limits.rate.map(CallRates.init)
    }

    /// Runs a handler until it is done, its time is up or nobody waits for it.
    ///
    /// Cancellation is a request: a handler that doesn't heed it is waited for all the same.
    ///
    /// - Throws: ``HandlerFailure``, and whatever the handler throws.
    func run<Value: Sendable>(
        _ exchange: CallExchange, stop: StopSignal?, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard running.add(1, ordering: .relaxed).oldValue < limits.concurrent else {
            running.subtract(1, ordering: .relaxed)
            throw HandlerFailure.busy
        }
        defer { running.subtract(1, ordering: .relaxed) }
        let race = HandlerRace<Value>()
        stop?.whenStopped { race.settle(.failed(.stopped($0))) }
        defer { stop?.whenStopped(nil) }
        let outcome = await withTaskGroup(of: Void.self) { tasks -> HandlerRace<Value>.Outcome? in
            // Most handlers have their answer at hand: they are done before anybody could have waited for them.
            if #available(macOS 26, *) {
                tasks.addImmediateTask { await race.enter(body) }
            } else {
                tasks.addTask { await race.enter(body) }
            }
            defer { tasks.cancelAll() }
            if let outcome = race.settled { return outcome }
            let deadline = Deadline(timers, limits.time, exchange) { [limits] in
                race.settle(.failed(.timedOut(limits.time)))
            }
            deadline.start()
            defer { deadline.cancel() }
            return await race.wait()
        }
        switch outcome {
        case .finished(let result)?: return try result.get()
        case .failed(let failure)?: throw failure
        case nil: throw CancellationError()
        }
    }
}

/// The end of a handler's time, which doesn't run while the client is being asked.
private final class Deadline: Sendable {
    private let timers: Timers
    private let time: Duration
    private let exchange: CallExchange
    private let expire: @Sendable () -> Void
    private let begun = ContinuousClock.now
    private let timer = Mutex<(id: Timers.ID?, isOver: Bool)>((nil, false))

    init(_ timers: Timers, _ time: Duration, _ exchange: CallExchange, _ expire: @escaping @Sendable () -> Void) {
        self.timers = timers
        self.time = time
        self.exchange = exchange
        self.expire = expire
    }

    func start() { schedule(time) }

    func cancel() {
        let id = timer.withLock { timer in
            timer.isOver = true
            return timer.id
        }
        if let id { timers.cancel(id) }
    }

    private func schedule(_ left: Duration) {
        // A question that is still open moves the end away as fast as it comes.
        let id = timers.schedule(after: max(left, .milliseconds(50))) { [self] in
            let left = time - (begun.duration(to: .now) - exchange.timeAsking)
            if left > .zero { schedule(left) } else { expire() }
        }
        let isOver = timer.withLock { timer in
            timer.id = id
            return timer.isOver
        }
        if isOver { timers.cancel(id) }
    }
}
