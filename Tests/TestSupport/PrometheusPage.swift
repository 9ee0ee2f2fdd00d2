//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What an answer in Prometheus' text format says: enough of a reader for our own tests.
///
/// That others can read it too is shown with the Python client's parser, in `Tests/Clients`.
public struct PrometheusPage: Sendable {
    /// One name: what it is, and which labels its series have.
    public struct Family: Sendable {
        public var kind: String
        public var labels: Set<String> = []
    }

    /// One row of the table in `Docs/operations/metrics.md`.
    public struct Row: Sendable {
        public var name: String
        public var kind: String
        public var labels: [String]
    }

    /// By name.
    public private(set) var families: [String: Family] = [:]
    /// Values by series, as they are written.
    public private(set) var samples: [String: Double] = [:]

    /// Reads it.
    public init(_ text: String) {
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                families[String(words[2])] = Family(kind: String(words[3]))
            } else if !line.hasPrefix("#"), let end = line.lastIndex(of: " ") {
                let series = String(line[..<end])
                samples[series] = Double(line[line.index(after: end)...])
                add(series)
            }
        }
    }

    private mutating func add(_ series: String) {
        let name = String(series.prefix { $0 != "{" })
        guard let family = Self.family(name, in: Set(families.keys)) else { return }
        let labels = series.matches(of: /[{,]([a-zA-Z_]+)="/).map { String($0.output.1) }
        families[family]?.labels.formUnion(labels.filter { $0 != "le" })
    }

    /// The name of a sample's family: a histogram's has several endings.
    public static func family(_ sample: String, in names: Set<String>) -> String? {
        if names.contains(sample) { return sample }
        for ending in ["_bucket", "_sum", "_count"] where sample.hasSuffix(ending) {
            let name = String(sample.dropLast(ending.count))
            if names.contains(name) { return name }
        }
        return nil
    }

    /// The rows of the documentation's table.
    public static func documented() throws -> [Row] {
        try TestSources.page("operations/metrics.md").split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard line.hasPrefix("| `"), cells.count == 4,
                let name = cells[0].firstMatch(of: /`((soar_mcp|process)_\w+)`/)
            else { return nil }
            return Row(
                name: String(name.output.1), kind: String(cells[1].prefix { $0.isLetter }),
                labels: cells[2].matches(of: /`(\w+)`/).map { String($0.output.1) })
        }
    }
}
