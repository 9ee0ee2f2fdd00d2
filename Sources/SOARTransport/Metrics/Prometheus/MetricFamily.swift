//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// All series of one name.
struct MetricFamily: Sendable {
    var description: MetricDescription
    /// By their labels, as they are written.
    var cells: [String: MetricCell] = [:]

    init(_ description: MetricDescription) { self.description = description }

    /// A name that is known by its figures alone.
    init(_ reading: MetricReading) {
        description = MetricDescription(MetricName.sound(reading.name), reading.kind, "")
    }

    /// Under what a series is kept: its own labels, or `other` where there are too many.
    func key(of labels: MetricLabels, limit: Int) -> String {
        let own = labels.text
        return cells[own] != nil || cells.count < limit ? own : labels.others.text
    }

    /// Takes figures that were asked for; those of another kind are left out.
    mutating func take(_ reading: MetricReading, _ configuration: PrometheusRegistry.Configuration) {
        guard reading.kind == description.kind, reading.kind != .histogram else { return }
        for sample in reading.samples {
            let labels = MetricLabels(sample.labels, configuration, isHistogram: false)
            let key = key(of: labels, limit: configuration.maximumSeries)
            if case .reading(let value)? = cells[key] {
                cells[key] = .reading(value + sample.value)
            } else if cells[key] == nil {
                cells[key] = .reading(sample.value)
            }
        }
    }

    func write(to writer: inout PrometheusWriter) {
        let name = description.name
        writer.head(description)
        for (labels, cell) in cells.sorted(by: { $0.key < $1.key }) {
            switch cell {
            case .counter(let counter): writer.sample(name, labels, counter.value)
            case .gauge(let gauge): writer.sample(name, labels, gauge.value)
            case .reading(let value): writer.sample(name, labels, value)
            case .histogram(let histogram): writer.histogram(name, labels, histogram)
            }
        }
    }
}
