//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Lets one of all who want the same do the work, while the others wait for what it finds.
///
/// The work runs in the task of the one who came first. If that one is cancelled, its half-done work tells nobody
/// anything: the others are woken, and one of them begins anew.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// Why somebody leaves without a value.
    enum Refusal: Error { case cancelled, full }

    private enum Ticket: Sendable { case leads(UInt64), value(Value), again, refused(Refusal) }

    private struct State {
        var last: UInt64 = 0
        var waiting = 0
        var flights: [Key: UInt64] = [:]
        var waiters: [UInt64: [UInt64: CheckedContinuation<Ticket, Never>]] = [:]
    }

    private let maximumWaiting: Int
    private let state = Mutex(State())

    init(maximumWaiting: Int) { self.maximumWaiting = maximumWaiting }

    /// How many wait for others' work; for tests.
    var waiting: Int { state.withLock { $0.waiting } }

    /// The value for a key.
    ///
    /// - Parameters:
    ///   - key: Those with equal keys share.
    ///   - work: Finds the value out; nil as the second where it is good for nobody else.
    /// - Returns: What the work found, here or in another task.
    /// - Throws: ``Refusal`` where it was not waited for.
    func value(
        for key: Key, work: () async -> (own: Value, shared: Value?)
    ) async throws(Refusal) -> Value {
        while true {
            switch await ticket(for: key) {
            case .leads(let flight):
                let result = await work()
                land(flight, of: key, with: result.shared)
                return result.own
            case .value(let value): return value
            case .again: continue
            case .refused(let refusal): throw refusal
            }
        }
    }

    /// Who comes from now on begins anew; who waits already still gets what it waits for.
    func forgetFlights() {
        state.withLock { $0.flights.removeAll() }
    }

    private func ticket(for key: Key) async -> Ticket {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ticket: Ticket? = state.withLock { state in
                    // Looked at under the lock, which the handler takes too: so nobody is left behind.
                    if Task.isCancelled { return .refused(.cancelled) }
                    guard let flight = state.flights[key] else {
                        state.flights[key] = number
                        state.waiters[number] = [:]
                        return .leads(number)
                    }
                    guard state.waiting < maximumWaiting else { return .refused(.full) }
                    state.waiting += 1
                    state.waiters[flight]?[number] = continuation
                    return nil
                }
                if let ticket { continuation.resume(returning: ticket) }
            }
        } onCancel: {
            leave(number, key)
        }
    }

    private func land(_ flight: UInt64, of key: Key, with value: Value?) {
        let waiters = state.withLock { state in
            if state.flights[key] == flight { state.flights[key] = nil }
            let waiters = state.waiters.removeValue(forKey: flight) ?? [:]
            state.waiting -= waiters.count
            return waiters
        }
        for continuation in waiters.values {
            continuation.resume(returning: value.map { .value($0) } ?? .again)
        }
    }

    private func leave(_ number: UInt64, _ key: Key) {
        let continuation: CheckedContinuation<Ticket, Never>? = state.withLock { state in
            // Its flight may no longer be the key's; there are no more flights than verifications that run.
            for flight in state.waiters.keys {
                if let found = state.waiters[flight]?.removeValue(forKey: number) {
                    state.waiting -= 1
                    return found
                }
            }
            return nil
        }
        continuation?.resume(returning: .refused(.cancelled))
    }
}
