//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Metrics
import SOARCore
import Testing

@testable import SOARTransport

@Suite("PrometheusRegistry")
struct PrometheusRegistryTests {
    @Test("writes counters, gauges and histograms in the text format, ordered by name and label")
    func textFormat() async {
        let registry = PrometheusRegistry(
            describing: [
                MetricDescription("b_seconds", .histogram, "How long.", buckets: [0.5, 1]),
                MetricDescription("never_total", .counter, "Never."),
            ])
        Counter(label: "a", dimensions: [("z", "1"), ("k", "v")], factory: registry).increment(by: 2)
        Counter(label: "a_total", dimensions: [("k", "u"), ("z", "1")], factory: registry).increment()
        FloatingPointCounter(label: "f", factory: registry).increment(by: 0.25)
        Meter(label: "g", factory: registry).set(-1.5)
        Gauge(label: "h", factory: registry).record(7)
        let timer = Timer(label: "b", factory: registry)
        timer.recordMilliseconds(500)
        timer.recordMilliseconds(750)
        timer.recordSeconds(3)
        #expect(
            await registry.text() == """
                # TYPE a_total counter
                a_total{k="u",z="1"} 1
                a_total{k="v",z="1"} 2
                # HELP b_seconds How long.
                # TYPE b_seconds histogram
                b_seconds_bucket{le="0.5"} 1
                b_seconds_bucket{le="1"} 2
                b_seconds_bucket{le="+Inf"} 3
                b_seconds_sum 4.25
                b_seconds_count 3
                # TYPE f_total counter
                f_total 0.25
                # TYPE g gauge
                g -1.5
                # TYPE h gauge
                h 7
                # HELP never_total Never.
                # TYPE never_total counter

                """)
    }

    @Test("in OpenMetrics a counter's family is called without its ending, and the text has an end")
    func openMetrics() async {
        let registry = PrometheusRegistry(describing: [MetricDescription("a_total", .counter, "Say \"a\".")])
        Counter(label: "a", factory: registry).increment()
        #expect(
            await registry.text(.openMetrics)
                == "# HELP a Say \\\"a\\\".\n# TYPE a counter\na_total 1\n# EOF\n")
    }

    @Test("the same name and labels are the same series, in whatever order the labels come")
    func sharedSeries() async {
        let registry = PrometheusRegistry()
        for labels in [[("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")]] {
            Counter(label: "c", dimensions: labels, factory: registry).increment()
        }
        #expect(await registry.text() == "# TYPE c_total counter\nc_total{a=\"1\",b=\"2\"} 2\n")
    }

    @Test(
        "a label's value ends neither the label nor the line, and is cut",
        arguments: [
            ("a\"} 1\nevil_total 9", "a\\\"} 1\u{FFFD}evil_total 9"), ("back\\slash", "back\\\\slash"),
            ("\u{1B}[2J\r\u{0}", "\u{FFFD}[2J\u{FFFD}\u{FFFD}"), ("名字", "名字"), ("", ""),
            (String(repeating: "x", count: 1000), String(repeating: "x", count: 128) + "…"),
        ])
    func hostileValues(_ value: String, _ written: String) async {
        let registry = PrometheusRegistry()
        Counter(label: "c", dimensions: [("l", value)], factory: registry).increment()
        #expect(await registry.text() == "# TYPE c_total counter\nc_total{l=\"\(written)\"} 1\n")
    }

    @Test("a token in a label's value is not shown")
    func tokens() async {
        let registry = PrometheusRegistry()
        let token = APITokenSecret().exposed
        Counter(label: "c", dimensions: [("l", "of \(token)"), (token, "v")], factory: registry).increment()
        let text = await registry.text()
        #expect(text.contains("l=\"of (redacted)\""))
        #expect(!text.contains(token.dropFirst(APITokenSecret.prefixLength)))
    }

    @Test(
        "names become what Prometheus accepts",
        arguments: [
            ("soar.auth-x", "soar_auth_x"), ("9lives", "_9lives"), ("", "_"), ("é", "__"), ("a{b}\n", "a_b__"),
        ])
    func names(_ name: String, _ sound: String) async {
        let registry = PrometheusRegistry()
        Meter(label: name, factory: registry).set(1)
        #expect(await registry.text() == "# TYPE \(sound) gauge\n\(sound) 1\n")
    }

    @Test("labels that are Prometheus's own are renamed, and of two of one name the first stays")
    func labelNames() async {
        let registry = PrometheusRegistry()
        let labels = [("__name__", "a"), ("le", "b"), ("x.y", "c"), ("x-y", "d")]
        Timer(label: "t", dimensions: labels, factory: registry).recordSeconds(1)
        let count = await registry.text().split(separator: "\n").last
        #expect(count == "t_seconds_count{label__name__=\"a\",label_le=\"b\",x_y=\"c\"} 1")
    }

    @Test("beyond the limit of series all others are counted as one")
    func seriesLimit() async {
        var configuration = PrometheusRegistry.Configuration()
        configuration.maximumSeries = 2
        let registry = PrometheusRegistry(configuration: configuration)
        for number in 0..<5 {
            Counter(label: "c", dimensions: [("n", "\(number)")], factory: registry).increment()
        }
        Counter(label: "c", dimensions: [("n", "0")], factory: registry).increment()
        #expect(
            await registry.text()
                == "# TYPE c_total counter\nc_total{n=\"0\"} 2\nc_total{n=\"1\"} 1\nc_total{n=\"other\"} 3\n")
    }

    @Test("beyond the limit of names, and under a name of another kind, nothing is shown and nothing breaks")
    func nameLimit() async {
        var configuration = PrometheusRegistry.Configuration()
        configuration.maximumNames = 1
        let registry = PrometheusRegistry(configuration: configuration)
        Counter(label: "a", factory: registry).increment()
        Counter(label: "b", factory: registry).increment()
        Meter(label: "a_total", factory: registry).set(9)
        #expect(await registry.text() == "# TYPE a_total counter\na_total 1\n")
    }

    @Test("amounts that are no amounts are left out")
    func oddAmounts() async {
        let registry = PrometheusRegistry()
        let counter = FloatingPointCounter(label: "c", factory: registry)
        for amount in [Double.nan, .infinity, -1, 2] { counter.increment(by: amount) }
        let recorder = Recorder(label: "r", dimensions: [], aggregate: true, factory: registry)
        for value in [Double.nan, .infinity, -5, 5] { recorder.record(value) }
        let text = await registry.text()
        #expect(text.contains("c_total 2\n"))
        #expect(text.contains("r_count 2\n") && text.contains("r_sum 0\n"))
        #expect(text.contains("r_bucket{le=\"1\"} 1\n") && text.contains("r_bucket{le=\"5\"} 2\n"))
    }

    @Test("nothing is lost where many count at once")
    func concurrency() async {
        let registry = PrometheusRegistry()
        let counter = Counter(label: "c", factory: registry)
        let timer = Timer(label: "t", factory: registry)
        await withDiscardingTaskGroup { tasks in
            for _ in 0..<8 {
                tasks.addTask {
                    for _ in 0..<5000 {
                        counter.increment()
                        timer.recordSeconds(2)
                    }
                }
            }
        }
        let text = await registry.text()
        #expect(text.contains("c_total 40000\n"))
        #expect(text.contains("t_seconds_count 40000\n") && text.contains("t_seconds_sum 80000\n"))
    }

    @Test("what is asked for is asked once in a while, and a source that fails is left out and shown as down")
    func sources() async {
        struct Failure: Error {}
        let asked = Counted()
        let registry = PrometheusRegistry(describing: [MetricDescription("g", .gauge, "G.")])
        registry.read("good") {
            asked.count()
            return [MetricReading("g", .gauge, [.init([("l", "\"")], 3)]), .counter("g", 9)]
        }
        registry.read("bad") { throw Failure() }
        let text = await registry.text()
        #expect(
            text == """
                # HELP g G.
                # TYPE g gauge
                g{l="\\""} 3
                # TYPE soar_mcp_metrics_source_up gauge
                soar_mcp_metrics_source_up{source="bad"} 0
                soar_mcp_metrics_source_up{source="good"} 1

                """)
        #expect(await registry.text() == text)
        #expect(asked.value == 1)
    }
}

/// Counts, from any thread.
private final class Counted: Sendable {
    private let cell = CounterCell()
    var value: Double { cell.value }
    func count() { cell.increment(by: Int64(1)) }
}
