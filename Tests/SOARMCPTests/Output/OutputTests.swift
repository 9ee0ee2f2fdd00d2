//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import soar_mcp

@Suite("What is printed for people")
struct OutputTests {
    @Test("times are in UTC with milliseconds, before 1970 too")
    func timestamps() {
        #expect(Timestamp.text(Date(timeIntervalSince1970: 1_800_000_000.25)) == "2027-01-15T08:00:00.250Z")
        #expect(Timestamp.text(Date(timeIntervalSince1970: 0.0629)) == "1970-01-01T00:00:00.063Z")
        #expect(Timestamp.text(Date(timeIntervalSince1970: 0.9996)) == "1970-01-01T00:00:01.000Z")
        #expect(Timestamp.text(Date(timeIntervalSince1970: -0.001)) == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp.brief(Date(timeIntervalSince1970: 0)) == "1970-01-01 00:00")
    }

    @Test(
        "dates are read as they are written",
        arguments: [
            ("2026-12-31", 1_798_675_200), ("2026-12-31T08:00:00Z", 1_798_704_000),
            ("2026-12-31T08:00:00+08:00", 1_798_675_200), ("2026-12-31T08:00:00.500Z", 1_798_704_000.5),
        ])
    func dates(_ text: String, _ seconds: Double) {
        #expect(Timestamp.date(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "what is no date is refused",
        arguments: ["", "2026-02-31", "2026-13-01", "26-01-01", "2026-12-31T08:00:00", "2026-12-31 ", "tomorrow", "7d"])
    func noDates(_ text: String) {
        #expect(Timestamp.date(text) == nil)
    }

    @Test("columns stand below one another, Chinese counting double, control characters made visible")
    func table() {
        var table = TextTable([Message("NAME", "名称"), Message("X", "列")], in: .english)
        table.append(["应急", "a"])
        table.append(["ab\u{1B}[0m\n", ""])
        // The widest cell takes 13 columns, and two blanks follow.
        let gap = String(repeating: " ", count: 11)
        #expect(table.lines == ["NAME\(gap)X", "应急\(gap)a", #"ab\u{1B}[0m\n"#])
    }
}
