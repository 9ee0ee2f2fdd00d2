//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("Stored times")
struct StoredTimeTests {
    @Test(
        "keep the millisecond through any number of round trips",
        arguments: [0, 1, -1, 1_750_000_000_123, 8_640_000_000_000_000])
    func keepMilliseconds(_ milliseconds: Int64) {
        #expect(Date(storedMilliseconds: milliseconds).storedMilliseconds == milliseconds)
        #expect(Date(storedMilliseconds: milliseconds).asStored == Date(storedMilliseconds: milliseconds))
    }

    @Test("stay in range whatever comes")
    func areClamped() {
        #expect(Date(timeIntervalSince1970: .infinity).storedMilliseconds == 8_640_000_000_000_000)
        #expect(Date(timeIntervalSince1970: -.infinity).storedMilliseconds == -8_640_000_000_000_000)
        #expect(Date(timeIntervalSince1970: .nan).storedMilliseconds == 0)
        #expect(Date.distantFuture.asStored == .distantFuture)
    }

    @Test("of latencies are whole microseconds and never overflow")
    func latencies() {
        #expect(Duration.nanoseconds(1_999).storedMicroseconds == 1)
        #expect(Duration.seconds(3).storedMicroseconds == 3_000_000)
        #expect(Duration.seconds(Int64.max).storedMicroseconds == .max)
        #expect(Duration.seconds(Int64.min).storedMicroseconds == .min)
        #expect(Duration.milliseconds(-5).storedMicroseconds == -5_000)
    }
}
