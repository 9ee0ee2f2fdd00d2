//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// What was called, and how often.
public final class SimulatorCalls: Sendable {
    private struct State {
        var counts: [SimulatorEndpoint: Int] = [:]
        var requests: [RecordedRequest] = []
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) { self.limit = max(0, limit) }

    /// How often that endpoint was called.
    public func count(of endpoint: SimulatorEndpoint) -> Int {
        state.withLock { $0.counts[endpoint] ?? 0 }
    }

    /// How many calls there were at all.
    public var total: Int {
        state.withLock { $0.counts.values.reduce(0, +) }
    }

    /// The latest requests in the order in which they arrived, up to the configured limit.
    public var requests: [RecordedRequest] {
        state.withLock { $0.requests }
    }

    /// The latest requests to that endpoint, in the order in which they arrived.
    public func requests(to endpoint: SimulatorEndpoint) -> [RecordedRequest] {
        requests.filter { $0.endpoint == endpoint }
    }

    /// Forgets the requests and sets all counters to 0.
    public func reset() {
        state.withLock { $0 = State() }
    }

    func record(_ request: RecordedRequest) {
        state.withLock { state in
            state.counts[request.endpoint, default: 0] += 1
            state.requests.append(request)
            if state.requests.count > limit { state.requests.removeFirst(state.requests.count - limit) }
        }
    }
}
