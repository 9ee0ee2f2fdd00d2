//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// The calls of one session or connection that are under way, by the ids that the client gave them.
final class CallTable: Sendable {
    private let calls = Mutex<[RequestID: StopSignal]>([:])

    init() {}

    /// Takes note of a call; nil where there is one of that id already.
    func begin(_ id: RequestID) -> StopSignal? {
        calls.withLock { calls in
            guard calls[id] == nil else { return nil }
            let stop = StopSignal()
            calls[id] = stop
            return stop
        }
    }

    /// Forgets a call.
    func end(_ id: RequestID) { calls.withLock { $0[id] = nil } }

    /// Stops a call; one that is unknown or over is no mistake, for messages cross.
    func cancel(_ id: RequestID) { calls.withLock { $0[id] }?.stop(.cancelled) }

    /// Stops them all.
    func stopAll() {
        let all = calls.withLock { Array($0.values) }
        for call in all { call.stop(.disconnected) }
    }
}
