//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import SOARTransport
import TestSupport
import Testing
import Yams

@Suite("Docs/operations")
struct MetricsDocumentTests {
    private static let names = Set(MetricDescription.standard.map(\.name))
    /// What Prometheus itself knows of what it scrapes.
    private static let foreign: Set<String> = ["up"]

    /// What an expression uses of metrics, functions and labels.
    private static func unknown(in expression: String) -> [String] {
        let words = expression.matches(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/).map { String($0.output) }
        return words.filter { $0.hasPrefix("soar_") || $0.hasPrefix("process_") || $0.hasPrefix("go_") }
            .filter { PrometheusPage.family($0, in: names.union(foreign)) == nil }
    }

    /// Labels in braces and behind `by`, of the metrics in an expression.
    private static func labels(in expression: String) -> Set<String> {
        let matched = expression.matches(of: /[{,]\s*([a-z_]+)\s*[=!]/).map { String($0.output.1) }
        let grouped = expression.matches(of: /by \(([a-z_, ]+)\)/).flatMap {
            $0.output.1.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return Set(matched + grouped)
    }

    private static func check(_ expression: String) throws {
        let known = Set(try PrometheusPage.documented().flatMap(\.labels)).union(["job", "instance", "le"])
        #expect(unknown(in: expression).isEmpty, "\(expression)")
        #expect(labels(in: expression).isSubset(of: known), "\(expression)")
        #expect(expression.count { $0 == "(" } == expression.count { $0 == ")" }, "\(expression)")
    }

    @Test("the table is what the server offers, to the letter")
    func table() throws {
        let text = try TestSources.page("operations/metrics.md")
        for metric in MetricDescription.standard {
            let row = text.split(separator: "\n").first {
                $0.hasPrefix("| `\(metric.name)` | \(metric.kind.rawValue) |")
            }
            #expect(row?.hasSuffix("| \(metric.help) |") == true, "\(metric.name)")
        }
    }

    @Test("names and kinds keep to Prometheus' conventions")
    func conventions() {
        for metric in MetricDescription.standard {
            #expect(metric.name.hasPrefix("soar_mcp_") || metric.name.hasPrefix("process_"))
            #expect(metric.name.wholeMatch(of: /[a-z][a-z_]*[a-z]/) != nil)
            #expect(metric.name.hasSuffix("_total") == (metric.kind == .counter), "\(metric.name)")
            #expect(!metric.help.isEmpty)
        }
        #expect(Self.names.count == MetricDescription.standard.count)
    }

    @Test("the alert rules are YAML, and use only what there is")
    func alerts() throws {
        let text = try TestSources.page("operations/alerts.yml")
        let document = try #require(try Yams.load(yaml: text) as? [String: Any])
        let groups = try #require(document["groups"] as? [[String: Any]])
        let rules = groups.flatMap { $0["rules"] as? [[String: Any]] ?? [] }
        #expect(rules.count >= 12)
        #expect(Set(rules.compactMap { $0["alert"] as? String }).count == rules.count)
        for rule in rules {
            try Self.check(try #require(rule["expr"] as? String))
            let annotations = try #require(rule["annotations"] as? [String: String])
            #expect(annotations["summary"]?.isEmpty == false)
            #expect((rule["labels"] as? [String: String])?["severity"] != nil)
        }
    }

    @Test("the dashboard is JSON, uses only what there is, and shows every metric")
    func dashboard() throws {
        let json = try JSONParser.parse(try TestSources.page("operations/dashboard.json"))
        let panels = try #require(json["panels"]?.arrayValue)
        let expressions = panels.flatMap { $0["targets"]?.arrayValue ?? [] }.compactMap { $0["expr"]?.stringValue }
        #expect(expressions.count >= 30)
        for expression in expressions { try Self.check(expression) }
        let used = expressions.flatMap { $0.matches(of: /(soar_mcp|process)_\w+/).map { String($0.output.0) } }
            .compactMap { PrometheusPage.family($0, in: Self.names) }
        // The address space says nothing that anybody could act on.
        #expect(Self.names.subtracting(used) == ["process_virtual_memory_bytes", "soar_mcp_sqlite_page_size_bytes"])
        #expect(Set(panels.compactMap { $0["id"]?.integerValue }).count == panels.count)
    }

    @Test("an unknown name or label is found")
    func strictness() {
        #expect(
            Self.unknown(in: "rate(soar_mcp_requests_total[5m]) / soar_mcp_nothing_bucket") == [
                "soar_mcp_nothing_bucket"
            ])
        #expect(Self.labels(in: #"sum by (le, x) (a{b="1",c!~"2"})"#) == ["le", "x", "b", "c"])
    }
}
