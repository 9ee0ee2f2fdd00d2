//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date
public import struct Foundation.TimeZone

/// Hours of some days of the week in which a token is good.
///
/// As in `mon-fri 08:00-18:00 Asia/Shanghai`. Hours that end before they begin go on until the next day; they belong to
/// the day on which they begin.
public struct TimeWindow: Hashable, Sendable {
    public enum Day: Int, Hashable, Sendable, CaseIterable {
        case mon, tue, wed, thu, fri, sat, sun

        var name: String { String(describing: self) }
        init?(name: String) {
            guard let day = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = day
        }
    }

    /// What is accepted, to be read after "must be".
    public static let accepted =
        "days, hours and a time zone, such as 'mon-fri 08:00-18:00 Asia/Shanghai' or 'sat,sun 00:00-24:00 UTC'"

    public let days: Set<Day>
    /// Minutes since midnight, up to 1440.
    public let start: Int
    /// Minutes since midnight, up to 1440; not part of it.
    public let end: Int
    public let zone: TimeZone

    /// Whether the time lies in it.
    public func contains(_ time: Date) -> Bool {
        let local = time.timeIntervalSince1970.rounded(.down) + Double(zone.secondsFromGMT(for: time))
        // Outside of the years that have days, no window is open.
        guard local.magnitude < 1e15 else { return false }
        let seconds = Int(local)
        let (number, second) = (seconds.floorDivided(by: 86_400), seconds.floorRemainder(by: 86_400))
        let minute = second / 60
        // 1970-01-01 was a Thursday.
        let today = Day(rawValue: (number + Day.thu.rawValue).floorRemainder(by: 7))
        let yesterday = Day(rawValue: (number + Day.wed.rawValue).floorRemainder(by: 7))
        if start < end { return holds(today) && minute >= start && minute < end }
        return (holds(today) && minute >= start) || (holds(yesterday) && minute < end)
    }

    private func holds(_ day: Day?) -> Bool { day.map(days.contains) ?? false }
}

extension TimeWindow: LosslessStringConvertible {
    /// Reads the form of ``accepted``; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: " ").map(String.init)
        guard parts.count == 3, let days = Self.days(parts[0]), let zone = TimeZone(identifier: parts[2]) else {
            return nil
        }
        let hours = parts[1].split(separator: "-", omittingEmptySubsequences: false).map { Self.minutes($0) }
        guard hours.count == 2, let start = hours[0], let end = hours[1], start != end, start < 1440 else { return nil }
        self.days = days
        self.start = start
        self.end = end
        self.zone = zone
    }

    public var description: String {
        let names = days.sorted { $0.rawValue < $1.rawValue }.map(\.name).joined(separator: ",")
        return "\(names) \(Self.text(start))-\(Self.text(end)) \(zone.identifier)"
    }

    private static func days(_ text: String) -> Set<Day>? {
        var days: Set<Day> = []
        for part in text.lowercased().split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Day(name: String($0)) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else { return nil }
            var day = first.rawValue
            while true {
                if let named = Day(rawValue: day) { days.insert(named) }
                if day == last.rawValue { break }
                day = (day + 1) % 7
            }
        }
        return days
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }

    private static func text(_ minutes: Int) -> String {
        [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension Int {
    fileprivate func floorRemainder(by divisor: Int) -> Int {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }

    fileprivate func floorDivided(by divisor: Int) -> Int { (self - floorRemainder(by: divisor)) / divisor }
}
