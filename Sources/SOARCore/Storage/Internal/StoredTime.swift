//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.Date

/// Times are kept in whole milliseconds since 1970, so that every store gives back the same value.
extension Date {
    /// Far beyond any real date, and exact as a double.
    private static let storedRange: ClosedRange<Double> = -8.64e15...8.64e15

    init(storedMilliseconds milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// The nearest millisecond; what is out of range becomes the end of the range.
    var storedMilliseconds: Int64 {
        let milliseconds = (timeIntervalSince1970 * 1000).rounded()
        guard !milliseconds.isNaN else { return 0 }
        return Int64(min(max(milliseconds, Self.storedRange.lowerBound), Self.storedRange.upperBound))
    }

    /// The time as a store gives it back.
    var asStored: Date { Date(storedMilliseconds: storedMilliseconds) }
}

/// Latencies are kept in whole microseconds.
extension Duration {
    /// Cut to whole microseconds; what does not fit becomes the largest or smallest that does.
    var storedMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, carry) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        guard !overflow, !carry else { return seconds < 0 ? .min : .max }
        return sum
    }

    /// The duration as a store gives it back.
    var asStored: Duration { .microseconds(storedMicroseconds) }
}
