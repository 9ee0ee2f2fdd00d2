//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import struct Foundation.Date

/// Times as texts: RFC 3339 §5.6 `date-time`.
package enum RFC3339 {
    /// More digits of a fraction than a `Date` can tell apart; those after them are read over.
    private static let maximumFraction = 18
    /// From 1970 to the reference date of `Date`, which is 2001.
    private static let referenceSeconds = 978_307_200
    private static let daySeconds = 86_400
    /// The years from 0 to 9999, in seconds since 1970.
    private static let writable = -62_167_219_200..<253_402_300_800

    /// The time in UTC, with the fewest digits that are read as the same time; nil outside the years 0 to 9999.
    ///
    /// Digits come in threes, nine at most.
    package static func text(_ date: Date) -> String? {
        var written: String?
        for digits in [0, 3, 6, 9] {
            written = text(date, fractionDigits: digits)
            if written.flatMap(self.date) == date { break }
        }
        return written
    }

    /// The time in UTC, with so many digits of the fraction, 9 at most; nil outside the years 0 to 9999.
    static func text(_ date: Date, fractionDigits digits: Int) -> String? {
        let total = date.timeIntervalSinceReferenceDate
        guard total.magnitude < 1e12 else { return nil }
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        var seconds = Int(total.rounded(.down))
        var fraction = Int(((total - Double(seconds)) * Double(scale)).rounded())
        if fraction == scale { (seconds, fraction) = (seconds + 1, 0) }
        guard writable.contains(seconds + referenceSeconds) else { return nil }
        let suffix = digits == 0 ? "" : "." + padded(fraction, digits)
        return clock(seconds + referenceSeconds) + suffix + "Z"
    }

    /// Date and time of a number of seconds since 1970.
    private static func clock(_ seconds: Int) -> String {
        let second = ((seconds % daySeconds) + daySeconds) % daySeconds
        let (year, month, day) = CivilDay.date((seconds - second) / daySeconds)
        let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(time)"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The time that a text stands for; nil where it stands for none.
    ///
    /// A leap second, which only the last minute of a day in UTC can have, is the first second of the next day.
    static func date(_ text: String) -> Date? {
        var rest = text[...].utf8
        guard let year = number(&rest, 4), skip(&rest, "-"), let month = number(&rest, 2), skip(&rest, "-"),
            let day = number(&rest, 2), skip(&rest, "T") || skip(&rest, "t"), let hour = number(&rest, 2),
            skip(&rest, ":"), let minute = number(&rest, 2), skip(&rest, ":"), let second = number(&rest, 2),
            (1...12).contains(month), day >= 1, day <= CivilDay.count(year, month), hour < 24, minute < 60,
            second <= 60,
            let fraction = fraction(&rest), let offset = offset(&rest), rest.isEmpty
        else { return nil }
        let start = CivilDay.number(year, month, day) * daySeconds + (hour * 60 + minute - offset) * 60
        guard second < 60 || (start % daySeconds + daySeconds) % daySeconds == daySeconds - 60 else { return nil }
        return Date(timeIntervalSinceReferenceDate: Double(start + second - referenceSeconds) + fraction)
    }

    private static func skip(_ rest: inout Substring.UTF8View, _ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    private static func number(_ rest: inout Substring.UTF8View, _ digits: Int) -> Int? {
        let taken = rest.prefix(digits)
        guard taken.count == digits, taken.allSatisfy(isDigit) else { return nil }
        rest.removeFirst(digits)
        return taken.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// What follows the seconds: 0 where nothing does, nil where it is no fraction.
    private static func fraction(_ rest: inout Substring.UTF8View) -> Double? {
        guard skip(&rest, ".") else { return 0 }
        let digits = rest.prefix(while: isDigit)
        rest.removeFirst(digits.count)
        return digits.isEmpty ? nil : Double("0." + String(decoding: digits.prefix(maximumFraction), as: UTF8.self))
    }

    /// The minutes that the zone is ahead of UTC.
    private static func offset(_ rest: inout Substring.UTF8View) -> Int? {
        if skip(&rest, "Z") || skip(&rest, "z") { return 0 }
        let isWest = skip(&rest, "-")
        guard isWest || skip(&rest, "+"), let hours = number(&rest, 2), skip(&rest, ":"),
            let minutes = number(&rest, 2),
            hours < 24, minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
