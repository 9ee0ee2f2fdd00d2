//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a metric is: its name, what kind of figure it is, and what it says.
public struct MetricDescription: Hashable, Sendable {
    /// What kind of figure a metric is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Only grows, until the process ends.
        case counter
        /// Goes up and down.
        case gauge
        /// How often a value fell into each of several ranges.
        case histogram
    }

    /// The whole name, with its unit, as Prometheus wants it.
    public var name: String
    public var kind: Kind
    /// One sentence for who reads the figures.
    public var help: String
    /// The upper bounds of a histogram's ranges; the registry's own where nothing is said.
    public var buckets: [Double]?

    public init(_ name: String, _ kind: Kind, _ help: String, buckets: [Double]? = nil) {
        self.name = name
        self.kind = kind
        self.help = help
        self.buckets = buckets
    }
}

/// The figures of one metric that are not counted as they happen, but asked for when somebody reads them.
public struct MetricReading: Sendable {
    /// A figure under its labels.
    public struct Sample: Sendable {
        public var labels: [(String, String)]
        public var value: Double

        public init(_ labels: [(String, String)] = [], _ value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    public var name: String
    /// A counter or a gauge.
    public var kind: MetricDescription.Kind
    public var samples: [Sample]

    public init(_ name: String, _ kind: MetricDescription.Kind, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.samples = samples
    }

    /// A gauge of one figure.
    public static func gauge(_ name: String, _ value: Double) -> MetricReading {
        MetricReading(name, .gauge, [Sample([], value)])
    }

    /// A counter of one figure.
    public static func counter(_ name: String, _ value: Double) -> MetricReading {
        MetricReading(name, .counter, [Sample([], value)])
    }
}
