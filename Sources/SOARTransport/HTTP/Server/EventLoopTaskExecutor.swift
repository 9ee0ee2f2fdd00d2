//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore

/// Runs a connection's tasks on the connection's own event loop.
///
/// A request then goes from the socket through the handler and back without changing threads, which costs more than
/// all the checks on its way. Whatever blocks or computes for long must leave the loop by itself; the stores do.
final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    /// Makes an executor for that loop.
    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedTaskExecutor()
        eventLoop.execute { unsafe job.runSynchronously(on: executor) }
    }
}
