//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Figures that have to be asked for, remembered for a moment.
final class MetricSource: Sendable {
    private struct State {
        var begun: ContinuousClock.Instant
        var readings: [MetricReading] = []
        var isUp = true
    }

    let name: String
    private let lifetime: Duration
    private let ask: @Sendable () async throws -> [MetricReading]
    private let state = Mutex<State?>(nil)

    init(name: String, lifetime: Duration, ask: @escaping @Sendable () async throws -> [MetricReading]) {
        self.name = name
        self.lifetime = lifetime
        self.ask = ask
    }

    /// The figures as of a moment ago, and whether they could be had.
    func readings() async -> ([MetricReading], isUp: Bool) {
        let known: State? = state.withLock { state in
            let now = ContinuousClock.now
            if let state, state.begun.duration(to: now) < lifetime { return state }
            // Claimed before it is asked: where that takes long, the next ones get what was known.
            state = State(begun: now, readings: state?.readings ?? [], isUp: state?.isUp ?? true)
            return nil
        }
        if let known { return (known.readings, known.isUp) }
        var readings: [MetricReading] = []
        var isUp = true
        do { readings = try await ask() } catch { isUp = false }
        state.withLock { [readings, isUp] state in
            state?.readings = readings
            state?.isUp = isUp
        }
        return (readings, isUp)
    }
}
