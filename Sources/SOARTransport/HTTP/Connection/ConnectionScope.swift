//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The tasks that may outlive one answer's beginning, but not their connection.
///
/// A handler that streams runs beside the task that writes its events. It must be somebody's child: the connection's.
/// ``GuardedHTTP1Channel`` gives every connection a scope; another server runs its connections inside
/// ``run(onHalfClose:onClose:_:)``. Without a scope nothing streams: events wait for the end of their call.
public struct ConnectionScope: Sendable {
    /// The scope of the connection that the current task answers on.
    @TaskLocal static var current: ConnectionScope?

    private typealias Job = @Sendable () async -> Void
    private let jobs: AsyncStream<@Sendable () async -> Void>.Continuation
    private let closing = ClosingActions()
    private let falling = ClosingActions()

    /// Answers the requests of one connection, and waits for what they started.
    ///
    /// - Parameters:
    ///   - onHalfClose: Takes what is to be done when the peer will send nothing more, and does it then, from any thread.
    ///   - onClose: The same for when the connection is closed.
    ///   - body: Answers one request after the other, until the connection ends.
    @concurrent
    public static func run(
        onHalfClose: (_ action: @escaping @Sendable () -> Void) -> Void = { _ in },
        onClose: (_ action: @escaping @Sendable () -> Void) -> Void, _ body: @escaping @Sendable () async -> Void
    ) async {
        let (stream, continuation) = AsyncStream.makeStream(of: Job.self)
        let scope = ConnectionScope(jobs: continuation)
        onHalfClose { scope.falling.close() }
        onClose { scope.closing.close() }
        await withDiscardingTaskGroup { tasks in
            tasks.addTask {
                await $current.withValue(scope) { await body() }
                scope.closing.close()
                continuation.finish()
            }
            for await job in stream { tasks.addTask { await job() } }
        }
    }

    /// Runs something beside the answering of requests; false where the connection is at its end.
    func start(_ job: @escaping @Sendable () async -> Void) -> Bool {
        if case .enqueued = jobs.yield(job) { true } else { false }
    }

    /// Does something when the peer is gone, unless it is done with by then; at once where the peer is gone already.
    func whenClosed(_ action: @escaping @Sendable () -> Void) -> ClosingRegistration {
        ClosingRegistration(closing: closing, number: closing.add(action))
    }

    /// Does something when the peer will send nothing more: it may be gone, or only have said all it had to say.
    ///
    /// Writing to it tells which: a peer that is gone refuses what it gets, and then the connection is closed.
    func whenHalfClosed(_ action: @escaping @Sendable () -> Void) -> ClosingRegistration {
        ClosingRegistration(closing: falling, number: falling.add(action))
    }
}
