//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaFormat {
    /// RFC 3339 §5.6 `date-time`.
    static func isDateTime(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 11, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") else { return false }
        return isDate(bytes[..<10]) && isTime(bytes[11...])
    }

    /// RFC 3339 §5.6 `full-date`, a day that the calendar has.
    static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, let year = number(parts[0], digits: 4), let month = number(parts[1], digits: 2),
            let day = number(parts[2], digits: 2), (1...12).contains(month)
        else { return false }
        let isLeapYear = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }

    /// RFC 3339 §5.6 `full-time`, with its offset; a leap second only where there can be one.
    static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let zone = bytes.firstIndex(where: { "Zz+-".utf8.contains($0) }) else { return false }
        let parts = bytes[..<zone].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = number(parts[0], digits: 2), let minute = number(parts[1], digits: 2),
            hour < 24, minute < 60, let offset = offset(bytes[zone...])
        else { return false }
        let seconds = parts[2].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard seconds.count <= 2, let second = number(seconds[0], digits: 2), second <= 60 else { return false }
        if seconds.count == 2, seconds[1].isEmpty || !seconds[1].allSatisfy(\.isASCIIDigit) { return false }
        let minuteOfDay = (hour * 60 + minute - offset + 2 * 1_440) % 1_440
        return second < 60 || minuteOfDay == 1_439
    }

    /// The minutes that a zone is ahead of UTC; nil where it is malformed.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
        let parts = bytes.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = number(parts[0], digits: 2), let minutes = number(parts[1], digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "+") ? 1 : -1) * (hours * 60 + minutes)
    }

    private static func number(_ bytes: ArraySlice<UInt8>, digits: Int) -> Int? {
        guard bytes.count == digits, bytes.allSatisfy(\.isASCIIDigit) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
