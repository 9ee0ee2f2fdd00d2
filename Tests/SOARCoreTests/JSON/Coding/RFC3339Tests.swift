//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("Times as RFC 3339 has them")
struct RFC3339Tests {
    @Test(
        "are read in every notation",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29t12:00:00z", 951_825_600), ("1969-12-31T23:59:59.5Z", -0.5),
            ("2026-01-31T08:30:00+08:00", 1_769_819_400), ("1985-04-12T23:20:50.52Z", 482_196_050.52),
            ("1996-12-19T16:39:57-08:00", 851_042_397), ("1990-12-31T23:59:60Z", 662_688_000),
            ("1990-12-31T15:59:60-08:00", 662_688_000), ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("9999-12-31T23:59:59-00:00", 253_402_300_799), ("2001-01-01T00:00:00.1234567890123456789999Z", nil),
        ] as [(String, Double?)])
    func reads(_ text: String, _ seconds: Double?) throws {
        let date = try #require(RFC3339.date(text))
        let expected = seconds.map(Date.init(timeIntervalSince1970:))
        #expect(date == expected ?? Date(timeIntervalSinceReferenceDate: 0.123456789012345678))
    }

    @Test(
        "are nothing else",
        arguments: [
            "", "2026-01-31", "2026-01-31T08:30:00", "2026-01-31 08:30:00Z", "2026-01-31T08:30Z",
            "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-00-10T00:00:00Z",
            "2026-13-10T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T08:60:00Z",
            "2026-01-31T08:30:60Z", "1990-12-31T23:59:60+01:00", "1990-12-31T23:59:61Z", "2026-01-31T08:30:00.Z",
            "2026-01-31T08:30:00.5", "2026-01-31T08:30:00+0800", "2026-01-31T08:30:00+24:00",
            "2026-01-31T08:30:00+08:60", "2026-01-31T08:30:00Zx", "+026-01-31T08:30:00Z", "02026-01-31T08:30:00Z",
            "２026-01-31T08:30:00Z", " 2026-01-31T08:30:00Z", "2026-1-31T08:30:00Z", "2026-01-31T08:30:00,5Z",
        ])
    func refuses(_ text: String) {
        #expect(RFC3339.date(text) == nil)
    }

    @Test(
        "are written with the fewest digits that keep the time",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-0.5, "1969-12-31T23:59:59.500Z"), (1.003, "1970-01-01T00:00:01.003Z"),
            (1_795_382_087.003, "2026-11-22T21:14:47.003Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (978_307_200.000_000_5, "2001-01-01T00:00:00.000000477Z"),
            (1_000_000_000.999_999_9, "2001-09-09T01:46:40.999999881Z"),
        ] as [(Double, String)])
    func writes(_ seconds: Double, _ text: String) {
        #expect(RFC3339.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test("are those of Foundation's calendar, day by day from 1600 to 2400")
    func calendar() throws {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        var wrong: [Int] = []
        for day in -135_140...157_054 {
            let (year, month, number) = CivilDay.date(day)
            if CivilDay.number(year, month, number) != day || !(1...CivilDay.count(year, month)).contains(number) {
                wrong.append(day)
            }
            guard day.isMultiple(of: 97) else { continue }
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            if parts.year != year || parts.month != month || parts.day != number { wrong.append(day) }
        }
        #expect(wrong == [])
    }

    @Test("come back as they were", arguments: 1...10 as ClosedRange<UInt64>)
    func roundTrips(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            // From 1600 to 9600; nearer to 2001 a date can be finer than a nanosecond.
            let seconds = Double.random(in: 1e8...1.2e10, using: &numbers)
            for date in [seconds, -seconds, seconds * 20].map(Date.init(timeIntervalSinceReferenceDate:)) {
                let text = try #require(RFC3339.text(date))
                #expect(RFC3339.date(text) == date, "\(text)")
            }
        }
    }
}
