//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// The port, as soon as there is one, for any number of tasks that wait for it.
final class BoundPort: Sendable {
    private enum State {
        case pending(waiting: [Int: CheckedContinuation<Int, any Error>])
        case bound(Int)
        case ended(SimulatorError)
    }

    private struct Storage {
        var state = State.pending(waiting: [:])
        var nextWaiter = 0
    }

    private let storage = Mutex(Storage())

    /// The port; waits until it is known.
    func value() async throws -> Int {
        let waiter = storage.withLock { storage in
            storage.nextWaiter += 1
            return storage.nextWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known: Result<Int, any Error>? = storage.withLock { storage in
                    switch storage.state {
                    case .bound(let port): return .success(port)
                    case .ended(let error): return .failure(error)
                    case .pending where Task.isCancelled: return .failure(CancellationError())
                    case .pending(var waiting):
                        waiting[waiter] = continuation
                        storage.state = .pending(waiting: waiting)
                        return nil
                    }
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            let continuation: CheckedContinuation<Int, any Error>? = storage.withLock { storage in
                guard case .pending(var waiting) = storage.state else { return nil }
                let continuation = waiting.removeValue(forKey: waiter)
                storage.state = .pending(waiting: waiting)
                return continuation
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    func bind(_ port: Int?) {
        guard let port else { return end(SimulatorError(.notRunning)) }
        settle(.bound(port), with: .success(port))
    }

    func end(_ error: SimulatorError) {
        settle(.ended(error), with: .failure(error))
    }

    private func settle(_ state: State, with result: Result<Int, any Error>) {
        let waiting: [Int: CheckedContinuation<Int, any Error>] = storage.withLock { storage in
            defer { storage.state = state }
            guard case .pending(let waiting) = storage.state else { return [:] }
            return waiting
        }
        for continuation in waiting.values { continuation.resume(with: result) }
    }
}
