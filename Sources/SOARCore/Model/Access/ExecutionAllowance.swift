//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// How many playbooks may be started in a time, such as `100/day`.
public struct ExecutionAllowance: Hashable, Sendable {
    /// What is accepted, to be read after "must be".
    public static let accepted =
        "a number of 1 to 1000000 per minute, hour, day, week or 30d, such as 100/day or 5/hour"
    /// Executions at most.
    public static let maximumCount = 1_000_000
    /// The longest time: for that long it is remembered what was started.
    public static let longestPeriod: Duration = .seconds(30 * 86_400)

    public let count: Int
    /// In any time of that length, wherever it begins.
    public let period: Duration
}

extension ExecutionAllowance: LosslessStringConvertible {
    private static let periods: [(name: String, seconds: Int64)] = [
        ("minute", 60), ("hour", 3600), ("day", 86_400), ("week", 7 * 86_400), ("30d", 30 * 86_400),
    ]

    /// Reads the form of ``accepted``; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            let count = Int(parts[0]), (1...Self.maximumCount).contains(count),
            let period = Self.periods.first(where: { $0.name == parts[1] })
        else { return nil }
        self.count = count
        self.period = .seconds(period.seconds)
    }

    public var description: String {
        let name = Self.periods.first { $0.seconds == period.components.seconds }?.name ?? "\(period)"
        return "\(count)/\(name)"
    }
}
