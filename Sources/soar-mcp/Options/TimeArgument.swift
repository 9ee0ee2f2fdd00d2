//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation

/// A point in time as one types it: a date, a date and time with zone, or how long ago.
enum TimeArgument: Hashable, Sendable, ExpressibleByArgument {
    case date(Date)
    case ago(Duration)

    init?(argument: String) {
        if let date = Timestamp.date(argument) {
            self = .date(date)
        } else if let match = argument.wholeMatch(of: /([0-9]{1,6})([smhd])/), let count = Int64(match.1) {
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
