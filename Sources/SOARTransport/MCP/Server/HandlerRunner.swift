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

/// Runs handlers within their limits.
final class HandlerRunner: Sendable {
    private enum Outcome<Value: Sendable>: Sendable {
        case value(Value)
        case timedOut
        case stopped(StopSignal.Reason?)
    }

    let limits: HandlerLimits
    private let running = Atomic<Int>(0)

    init(_ limits: HandlerLimits) { self.limits = limits }

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
        return try await withThrowingTaskGroup(of: Outcome<Value>.self) { tasks in
            tasks.addTask { .value(try await body()) }
            tasks.addTask { [limits] in
                await Self.sleep(limits.time, exchange)
                return .timedOut
            }
            if let stop {
                tasks.addTask { .stopped(await stop.wait()) }
            }
            defer { tasks.cancelAll() }
            switch try await tasks.next() {
            case .value(let value)?: return value
            case .timedOut?: throw Task.isCancelled ? CancellationError() : HandlerFailure.timedOut(limits.time)
            case .stopped(let reason?)?: throw HandlerFailure.stopped(reason)
            case .stopped(nil)?, nil: throw CancellationError()
            }
        }
    }

    /// Returns when that much time has passed, not counting what the client took to answer.
    private static func sleep(_ time: Duration, _ exchange: CallExchange) async {
        let begun = ContinuousClock.now
        var left = time
        while left > .zero {
            do { try await Task.sleep(for: left) } catch { return }
            left = time - (begun.duration(to: .now) - exchange.timeAsking)
            // A question that is still open moves the end away as fast as it comes.
            if left > .zero { left = max(left, .milliseconds(50)) }
        }
    }
}
