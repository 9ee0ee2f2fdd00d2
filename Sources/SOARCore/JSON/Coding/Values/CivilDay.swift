//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Days of the Gregorian calendar, also before it was introduced, as numbers since 1970-01-01.
///
/// Reckoned in years that begin in March, so that the day that comes and goes is the last one.
enum CivilDay {
    /// The days of 400 years, after which the calendar repeats.
    private static let cycle = 146_097
    /// From the 1st of March of the year 0 to 1970.
    private static let epoch = 719_468

    /// How many days a month has.
    static func count(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The number of a day.
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month < 3 ? year - 1 : year
        let century = floor(year, by: 100)
        return 365 * year + floor(year, by: 4) - century + floor(century, by: 4)
            + daysBefore((month + 9) % 12) + day - 1 - epoch
    }

    /// The day of a number.
    static func date(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let cycles = floor(number + epoch, by: cycle)
        let day = number + epoch - cycles * cycle
        // The last day of four years, and that of 400, belong to the year that they end.
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isNextYear = month >= 10
        return (
            cycles * 400 + year + (isNextYear ? 1 : 0), isNextYear ? month - 9 : month + 3,
            dayOfYear - daysBefore(month) + 1
        )
    }

    /// The days of the months from March on: 31, 30, 31, 30, 31, again and again.
    private static func daysBefore(_ month: Int) -> Int { (153 * month + 2) / 5 }

    private static func floor(_ number: Int, by divisor: Int) -> Int {
        (number >= 0 ? number : number - divisor + 1) / divisor
    }
}
