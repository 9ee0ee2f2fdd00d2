//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// How points in time are written.
///
/// The platform's document has two notations, real data more.
enum TimeStyle: Sendable {
    /// `createTime` and `updateTime` as wall clock of UTC+8, the others in UTC with `+0000`.
    case documented
    /// ISO 8601 in UTC with a `Z`.
    case isoZ
    case epochMilliseconds

    private static let zoneOffset = 8 * 3600

    /// A `createTime` or `updateTime`.
    func wallClock(_ date: Date?) -> JSONValue {
        guard let date else { return .null }
        return switch self {
        case .documented:
            .string(Self.text(date, separator: .space, offset: Self.zoneOffset, fraction: false))
        case .isoZ, .epochMilliseconds: instant(date)
        }
    }

    /// A `startTime`, `finishTime`, `openTime` or `resolvedTime`.
    func instant(_ date: Date?) -> JSONValue {
        guard let date else { return .null }
        return switch self {
        case .documented: .string(Self.text(date, separator: .standard, offset: 0, fraction: true) + "+0000")
        case .isoZ: .string(Self.text(date, separator: .standard, offset: 0, fraction: true) + "Z")
        case .epochMilliseconds: .integer(Self.milliseconds(date))
        }
    }

    static func milliseconds(_ date: Date) -> Int64 {
        Int64((date.timeIntervalSince1970 * 1000).rounded())
    }

    private static func text(
        _ date: Date, separator: Date.ISO8601FormatStyle.DateTimeSeparator, offset: Int, fraction: Bool
    ) -> String {
        let zone = TimeZone(secondsFromGMT: offset) ?? .gmt
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: separator, timeZone: zone)
        return date.formatted(style.year().month().day().time(includingFractionalSeconds: fraction))
    }
}
