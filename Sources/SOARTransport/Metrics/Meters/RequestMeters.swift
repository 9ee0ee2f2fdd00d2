//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Metrics

/// Counts and times the requests of an endpoint.
///
/// The series of what clients do all the time are found by two array indices and made when they are first needed.
final class RequestMeters: Sendable {
    /// The statuses that an endpoint answers with; others count as `other`.
    static let statuses = [200, 202, 204, 400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 503]

    private let factory: any MetricsFactory
    private let counters: [LazyCounter]
    private let timers: [LazyTimer]

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        let methods = AskedMethod.allCases.count
        counters = (0..<methods * (Self.statuses.count + 1)).map { _ in LazyCounter() }
        timers = (0..<methods).map { _ in LazyTimer() }
    }

    func answered(_ asked: AskedMethod, _ status: Int, after duration: Duration) {
        let place = Self.statuses.firstIndex(of: status)
        counters[asked.rawValue * (Self.statuses.count + 1) + (place ?? Self.statuses.count)].increment {
            let status = place.map { String(Self.statuses[$0]) } ?? "other"
            return Counter(
                label: "soar_mcp_requests_total", dimensions: [("method", asked.label), ("status", status)],
                factory: factory)
        }
        timers[asked.rawValue].record(duration) {
            Timer(
                label: "soar_mcp_request_duration_seconds", dimensions: [("method", asked.label)], factory: factory)
        }
    }
}
