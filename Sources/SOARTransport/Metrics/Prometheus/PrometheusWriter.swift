//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The forms in which Prometheus reads figures.
public enum PrometheusFormat: Sendable, CaseIterable {
    /// The text format 0.0.4.
    case text
    /// OpenMetrics 1.0.0.
    case openMetrics

    /// What `Content-Type` says of it.
    public var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// The form that somebody who accepts those types is answered in.
    init(accept: some Sequence<String>) {
        let asks = accept.contains { $0.lowercased().contains("application/openmetrics-text") }
        self = asks ? .openMetrics : .text
    }
}

/// Writes figures as text.
struct PrometheusWriter {
    private let format: PrometheusFormat
    private var text = ""

    init(_ format: PrometheusFormat) { self.format = format }

    /// What it is, in front of a name's figures.
    mutating func head(_ description: MetricDescription) {
        var name = description.name
        // In OpenMetrics a counter's family is called without the ending of its only sample.
        if format == .openMetrics, description.kind == .counter, name.hasSuffix("_total") { name.removeLast(6) }
        if !description.help.isEmpty {
            text += "# HELP \(name) \(Self.escaped(description.help, quotes: format == .openMetrics))\n"
        }
        text += "# TYPE \(name) \(description.kind.rawValue)\n"
    }

    mutating func sample(_ name: String, _ labels: String, _ value: Double) {
        text += name
        if !labels.isEmpty { text += "{\(labels)}" }
        text += " \(Self.number(value))\n"
    }

    mutating func histogram(_ name: String, _ labels: String, _ histogram: HistogramCell) {
        let counts = histogram.cumulative
        let others = labels.isEmpty ? "" : labels + ","
        for (bound, count) in zip(histogram.bounds + [.infinity], counts) {
            sample(name + "_bucket", others + "le=\"\(self.bound(bound))\"", Double(count))
        }
        sample(name + "_sum", labels, histogram.sum)
        sample(name + "_count", labels, Double(counts.last ?? 0))
    }

    /// A range's upper bound; OpenMetrics wants it to look like no integer.
    private func bound(_ value: Double) -> String {
        let isWhole = value.isFinite && Int64(exactly: value) != nil
        return format == .openMetrics && isWhole ? value.description : Self.number(value)
    }

    /// Everything that was written.
    func end() -> String { format == .openMetrics ? text + "# EOF\n" : text }

    /// A text as it stands in a line: nothing in it ends the line or the label.
    static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value), abs(value) < 1e15 { return String(whole) }
        return value.description
    }
}
