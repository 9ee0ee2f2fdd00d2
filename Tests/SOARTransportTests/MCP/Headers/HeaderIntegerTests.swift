//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARTransport

/// Integers in headers (requirement C26).
@Suite("Integers in headers")
struct HeaderIntegerTests {
    @Test(
        "decimal, perhaps with a fraction of zeros",
        arguments: [
            ("0", 0), ("42", 42), ("-7", -7), ("-0", 0), ("42.0", 42), ("42.000", 42), ("10", 10), ("-10.0", -10),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
        ] as [(String, Int64)])
    func read(_ text: String, _ integer: Int64) {
        #expect(HeaderInteger.read(text) == integer)
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "-", "+1", "01", "-01", "00", "1.", ".0", "1.5", "1.0.0", "1e2", "4.2E1", "0x1", " 1", "1 ", "1_0", "١",
            "1,0", "Infinity", "NaN", "--1", "9223372036854775808", "42.0000000000000000000000000001", "true", "\t1",
        ])
    func refused(_ text: String) {
        #expect(HeaderInteger.read(text) == nil)
    }
}
