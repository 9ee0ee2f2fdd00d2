//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Reads the platform's notations of time.
///
/// A wall clock without a zone (`2021-01-28 10:34:52`), ISO 8601 with an offset or `Z` (`2021-01-28T02:34:52.000+0000`,
/// with or without the colon and the fraction), and milliseconds since 1970 as a number or as digits in a string.
struct OctoMationTime: Sendable {
    /// The zone of a time without one.
    var timeZone: TimeZone

    /// Numbers below it can only be seconds: as milliseconds they would all lie in the first days of 1970.
    private static let smallestMilliseconds: Double = 100_000_000_000

    /// The point in time; nil for anything that isn't one, for a time is never worth an error.
    func date(_ value: JSONValue?) -> Date? {
        switch value {
        case .integer(let number): date(number: Double(number))
        case .double(let number): date(number: number)
        case .string(let text):
            if let number = Int64(text) { date(number: Double(number)) } else { date(text: text) }
        case .null, .bool, .array, .object, nil: nil
        }
    }

    private func date(number: Double) -> Date? {
        guard number > 0, number < 1e15 else { return nil }
        return Date(timeIntervalSince1970: number < Self.smallestMilliseconds ? number : number / 1000)
    }

    private func date(text: String) -> Date? {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(digits: 4), scanner.skip("-"), let month = scanner.number(digits: 2),
            scanner.skip("-"), let day = scanner.number(digits: 2), scanner.skip(" ") || scanner.skip("T"),
            let hour = scanner.number(digits: 2), scanner.skip(":"), let minute = scanner.number(digits: 2),
            scanner.skip(":"), let second = scanner.number(digits: 2)
        else { return nil }
        let fraction = scanner.skip(".") ? scanner.fraction() : 0
        guard let fraction, let zone = zone(&scanner), scanner.isAtEnd else { return nil }

        let components = DateComponents(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        // A calendar rolls the 30th of February over into March; that is no time the platform meant.
        guard (1...12).contains(month), (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
            let date = calendar.date(from: components), calendar.component(.day, from: date) == day || second == 60
        else { return nil }
        return date.addingTimeInterval(fraction)
    }

    private func zone(_ scanner: inout DigitScanner) -> TimeZone? {
        if scanner.isAtEnd { return timeZone }
        if scanner.skip("Z") { return .gmt }
        let isWest = scanner.skip("-")
        guard isWest || scanner.skip("+"), let hours = scanner.number(digits: 2) else { return nil }
        _ = scanner.skip(":")
        let minutes = scanner.isAtEnd ? 0 : scanner.number(digits: 2)
        guard let minutes, hours <= 18, minutes <= 59 else { return nil }
        return TimeZone(secondsFromGMT: (hours * 60 + minutes) * (isWest ? -60 : 60))
    }
}

/// Walks over a text of digits and marks.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, byte == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    mutating func fraction() -> Double? {
        var value = 0.0
        var scale = 0.1
        var digits = 0
        while let next = digit() {
            value += Double(next) * scale
            scale /= 10
            digits += 1
        }
        return digits > 0 ? value : nil
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }
}
