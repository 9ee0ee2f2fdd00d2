//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension PrometheusRegistry {
    /// How much is kept, and in which ranges.
    public struct Configuration: Sendable {
        /// Names at most; what is made under one more is counted by nobody.
        public var maximumNames = 500
        /// Series of one name at most, that is, combinations of label values.
        ///
        /// What would be one more is counted in a series whose labels all say `other`.
        public var maximumSeries = 200
        /// Labels of one series at most; those beyond are left out.
        public var maximumLabels = 10
        /// Characters of a label's value at most; the rest is cut.
        public var maximumLabelLength = 128
        /// Upper bounds of the ranges of times, in seconds.
        public var timeBuckets: [Double] = [
            0.000_01, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
            10, 30, 120,
        ]
        /// Upper bounds of the ranges of everything else that is recorded.
        public var valueBuckets: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000]
        /// How long figures that have to be asked for are good: whoever reads more often must not cost more.
        public var readingLifetime: Duration = .seconds(1)

        public init() {}
    }
}
