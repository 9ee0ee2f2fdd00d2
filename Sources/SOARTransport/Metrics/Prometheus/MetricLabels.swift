//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The names that Prometheus accepts.
enum MetricName {
    /// Bytes of a name at most; the rest is cut.
    static let maximumLength = 128

    /// The name with `_` for each character that is not `[a-zA-Z0-9_]`, or in front of a digit.
    ///
    /// Colons are for the rules of whoever evaluates the figures, not for what they are taken from.
    static func sound(_ name: String) -> String {
        var sound = ""
        for byte in name.utf8.prefix(maximumLength) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if sound.isEmpty { sound = "_" }
                fallthrough
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                sound.unicodeScalars.append(Unicode.Scalar(byte))
            default: sound += "_"
            }
        }
        return sound.isEmpty ? "_" : sound
    }
}

/// The labels of one series: sound names, each once, and values without secrets and of a bounded length.
struct MetricLabels: Sendable {
    private let pairs: [(name: String, value: String)]

    /// Takes labels as they come; of two that look alike the first stays.
    init(_ labels: [(String, String)], _ configuration: PrometheusRegistry.Configuration, isHistogram: Bool) {
        var pairs: [(name: String, value: String)] = []
        for (name, value) in labels {
            var name = MetricName.sound(name.bounded)
            // Two underscores in front are Prometheus's own, `le` is a histogram's.
            if name.hasPrefix("__") { name = "label" + name }
            if isHistogram, name == "le" { name = "label_le" }
            guard pairs.count < configuration.maximumLabels, !pairs.contains(where: { $0.name == name }) else {
                continue
            }
            pairs.append((name, value.bounded(to: configuration.maximumLabelLength)))
        }
        self.pairs = pairs.sorted { $0.name < $1.name }
    }

    private init(pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// The same names, all with the value `other`.
    var others: MetricLabels { MetricLabels(pairs: pairs.map { ($0.name, "other") }) }

    /// As they are written between braces.
    var text: String {
        pairs.map { "\($0.name)=\"\(PrometheusWriter.escaped($0.value, quotes: true))\"" }.joined(separator: ",")
    }
}
