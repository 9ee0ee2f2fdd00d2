//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Times as text: ISO 8601 in UTC with milliseconds, everywhere.
enum Timestamp {
    /// For example `2026-11-22T21:14:47.003Z`.
    static func text(_ date: Date) -> String {
        let milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
        let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
        let whole = Date(timeIntervalSince1970: Double(seconds)).formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().time(includingFractionalSeconds: false))
        let fraction = String(1000 + milliseconds - seconds * 1000).dropFirst()
        return "\(whole).\(fraction)Z"
    }

    /// The same to the minute, for tables: `2026-11-22 21:14`.
    static func brief(_ date: Date) -> String {
        String(text(date).prefix(16)).replacing("T", with: " ")
    }

    /// Reads `2026-12-31` (its first moment in UTC) or a date and time with a zone (`2026-12-31T08:00:00+08:00`).
    static func date(_ text: String) -> Date? {
        let day = /([0-9]{4})-([0-9]{2})-([0-9]{2})/
        let time = /T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})/
        guard let match = text.prefixMatch(of: day), let year = Int(match.1), let month = Int(match.2),
            let dayOfMonth = Int(match.3)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(year: year, month: month, day: dayOfMonth)
        // The calendar would take the 31st of February for the 3rd of March.
        guard let start = calendar.date(from: components),
            calendar.dateComponents([.year, .month, .day], from: start) == components
        else { return nil }
        let rest = text[match.range.upperBound...]
        if rest.isEmpty { return start }
        guard let found = rest.wholeMatch(of: time) else { return nil }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: found.1 != nil)
        return try? style.parse(text)
    }
}
