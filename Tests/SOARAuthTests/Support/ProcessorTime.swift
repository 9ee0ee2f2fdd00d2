//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// What something costs a processor, however long it waits for one.
enum ProcessorTime {
    /// What the body costs; nil where it ended on another thread than it began on.
    static func ofThread(_ body: () async -> Void) async -> Duration? {
        let (thread, start) = now()
        await body()
        let (last, end) = now()
        return thread == last ? end - start : nil
    }

    private static func now() -> (thread: pthread_t, time: Duration) {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return (pthread_self(), .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec))
    }
}
