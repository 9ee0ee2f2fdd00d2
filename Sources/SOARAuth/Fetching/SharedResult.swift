//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// One result that many wait for, each no longer than it wants to.
final class SharedResult<Value: Sendable>: Sendable {
    private enum State {
        case pending([UInt64: CheckedContinuation<Value?, Never>], last: UInt64)
        case done(Value)
    }

    private let state = Mutex(State.pending([:], last: 0))

    init() {}

    /// Wakes everybody who waits; only the first result counts.
    func fulfil(_ value: Value) {
        let waiting: [CheckedContinuation<Value?, Never>] = state.withLock { state in
            guard case .pending(let waiting, _) = state else { return [] }
            state = .done(value)
            return Array(waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    /// The result; nil when the time is over or the task is cancelled.
    func wait(atMost limit: Duration) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            defer { group.cancelAll() }
            group.addTask { await self.value() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            return await group.next() ?? nil
        }
    }

    private func value() async -> Value? {
        let id: UInt64 = state.withLock { state in
            guard case .pending(let waiting, let last) = state else { return 0 }
            state = .pending(waiting, last: last + 1)
            return last + 1
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isOver, value): (Bool, Value?) = state.withLock { state in
                    switch state {
                    case .done(let value): return (true, value)
                    // Looked at under the lock, which the handler takes too: so none is left behind.
                    case .pending where Task.isCancelled: return (true, nil)
                    case .pending(var waiting, let last):
                        waiting[id] = continuation
                        state = .pending(waiting, last: last)
                        return (false, nil)
                    }
                }
                if isOver { continuation.resume(returning: value) }
            }
        } onCancel: {
            leave(id)
        }
    }

    private func leave(_ id: UInt64) {
        let continuation: CheckedContinuation<Value?, Never>? = state.withLock { state in
            guard case .pending(var waiting, let last) = state else { return nil }
            let found = waiting.removeValue(forKey: id)
            state = .pending(waiting, last: last)
            return found
        }
        continuation?.resume(returning: nil)
    }
}
