//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics

extension PrometheusRegistry {
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    /// One that aggregates is a histogram, one that doesn't a gauge.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? histogram(label, dimensions, configuration.valueBuckets) : gauge(label, dimensions)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = label.hasSuffix("_seconds") ? label : label + "_seconds"
        return histogram(name, dimensions, configuration.timeBuckets)
    }

    /// Series stay, whatever is done with their handlers.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func counter(_ label: String, _ labels: [(String, String)]) -> CounterCell {
        let name = label.hasSuffix("_total") ? label : label + "_total"
        return cell(name, .counter, labels) { cell in
            if case .counter(let counter) = cell { counter } else { nil }
        } make: { _ in
            let counter = CounterCell()
            return (counter, .counter(counter))
        }
    }

    private func gauge(_ label: String, _ labels: [(String, String)]) -> GaugeCell {
        cell(label, .gauge, labels) { cell in
            if case .gauge(let gauge) = cell { gauge } else { nil }
        } make: { _ in
            let gauge = GaugeCell()
            return (gauge, .gauge(gauge))
        }
    }

    private func histogram(_ label: String, _ labels: [(String, String)], _ bounds: [Double]) -> HistogramCell {
        cell(label, .histogram, labels) { cell in
            if case .histogram(let histogram) = cell { histogram } else { nil }
        } make: { description in
            let histogram = HistogramCell(bounds: description.buckets ?? bounds)
            return (histogram, .histogram(histogram))
        }
    }
}
