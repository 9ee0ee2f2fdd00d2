//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
import SOARCore
import Synchronization

/// Keeps the figures of swift-metrics in this process, and writes them as Prometheus reads them.
///
/// Handlers are made once and kept by whoever counts; counting is then one or two atomic additions. Making and reading
/// take a lock. Names, series and label values are bounded, so whatever is counted, memory is too.
///
/// Names are taken as they are, with `_` for what Prometheus doesn't allow; counters get `_total` and timers `_seconds`
/// where they lack it. A series stays until the process ends: one that vanished would look like a restart.
public final class PrometheusRegistry: MetricsFactory {
    private struct State {
        var families: [String: MetricFamily] = [:]
        var sources: [MetricSource] = []
    }

    let configuration: Configuration
    private let state: Mutex<State>

    /// Makes a registry.
    ///
    /// - Parameters:
    ///   - descriptions: What is known of metrics beforehand; these are shown even where there is no figure yet.
    ///   - configuration: How much is kept, and in which ranges.
    public init(describing descriptions: [MetricDescription] = [], configuration: Configuration = Configuration()) {
        self.configuration = configuration
        var state = State()
        for description in descriptions { state.families[description.name] = MetricFamily(description) }
        self.state = Mutex(state)
    }

    /// Has figures asked for whenever somebody reads, at most once in ``Configuration/readingLifetime``.
    ///
    /// - Parameters:
    ///   - name: Tells this source from others in `soar_mcp_metrics_source_up`; a constant.
    ///   - ask: Says the figures; what it throws leaves them out, and the source is shown as down.
    public func read(_ name: String, _ ask: @escaping @Sendable () async throws -> [MetricReading]) {
        let source = MetricSource(name: name, lifetime: configuration.readingLifetime, ask: ask)
        state.withLock { $0.sources.append(source) }
    }

    /// All figures, ordered by name.
    public func text(_ format: PrometheusFormat = .text) async -> String {
        var up: [MetricReading.Sample] = []
        var readings: [MetricReading] = []
        for source in state.withLock(\.sources) {
            let (found, isUp) = await source.readings()
            readings += found
            up.append(.init([("source", source.name)], isUp ? 1 : 0))
        }
        if !up.isEmpty { readings.append(MetricReading(Self.sourceUp, .gauge, up)) }
        var families = state.withLock(\.families)
        for reading in readings { families[reading.name, default: MetricFamily(reading)].take(reading, configuration) }
        var writer = PrometheusWriter(format)
        for (_, family) in families.sorted(by: { $0.key < $1.key }) { family.write(to: &writer) }
        return writer.end()
    }

    /// Whether each source of figures that are asked for could say them.
    static let sourceUp = "soar_mcp_metrics_source_up"

    /// The series of that name and those labels; one that nobody reads where it can't be kept.
    func cell<Cell: Sendable>(
        _ name: String, _ kind: MetricDescription.Kind, _ labels: [(String, String)], _ reuse: (MetricCell) -> Cell?,
        make: (MetricDescription) -> (Cell, MetricCell)
    ) -> Cell {
        let name = MetricName.sound(name)
        let labels = MetricLabels(labels, configuration, isHistogram: kind == .histogram)
        return state.withLock { state in
            let known = state.families[name]
            var family = known ?? MetricFamily(MetricDescription(name, kind, ""))
            let mayKeep = known != nil || state.families.count < configuration.maximumNames
            guard mayKeep, family.description.kind == kind else { return make(family.description).0 }
            let key = family.key(of: labels, limit: configuration.maximumSeries)
            if let kept = family.cells[key] { return reuse(kept) ?? make(family.description).0 }
            let (cell, kept) = make(family.description)
            family.cells[key] = kept
            state.families[name] = family
            return cell
        }
    }
}
