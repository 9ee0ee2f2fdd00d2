//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// A point in time as one types it: a date, a date and time with zone, or how long ago.
enum TimeArgument: Hashable, Sendable {
    case date(Date)
    case ago(Duration)

    /// What is accepted, to be read after "must be".
    static let accepted = "a time such as 30m, 24h or 7d, or a date like 2027-01-31 or 2027-01-31T08:00:00+08:00"

    init?(_ text: String) {
        if let date = Timestamp.date(text) {
            self = .date(date)
        } else if let match = text.wholeMatch(of: /([0-9]{1,6})([smhd])/), let count = Int64(match.1) {
            let unit: Int64 =
                switch match.2 {
                case "s": 1
                case "m": 60
                case "h": 3600
                default: 86400
                }
            self = .ago(.seconds(count * unit))
        } else {
            return nil
        }
    }

    /// The point in time, seen from now.
    func date(now: Date) -> Date {
        switch self {
        case .date(let date): date
        case .ago(let duration): now.addingTimeInterval(-Double(duration.components.seconds))
        }
    }

    /// The same distance from now, ahead.
    func later(than now: Date) -> Date {
        switch self {
        case .date(let date): date
        case .ago(let duration): now.addingTimeInterval(Double(duration.components.seconds))
        }
    }
}
