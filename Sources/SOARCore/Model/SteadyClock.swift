//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// The time of day, which never goes back while the process runs.
///
/// A wall clock that is set back would make tokens valid again whose time has run out. Here the time goes on at least as
/// fast as the clock that nobody can set; a jump ahead is followed, and taken back when the wall clock comes back.
public struct SteadyClock: Sendable {
    private let wall: @Sendable () -> Date
    private let start: Date
    private let begun = ContinuousClock.now
    private let wasBehind: Bool

    /// How much earlier than what is on record a start may be, as clocks are corrected all the time.
    private static let tolerance: Double = 60

    /// Starts with the time that it is.
    ///
    /// - Parameters:
    ///   - wall: The clock on the wall.
    ///   - record: When something happened last, as far as is known: a clock that starts before that is behind.
    public init(_ wall: @escaping @Sendable () -> Date = { Date() }, after record: Date? = nil) {
        self.wall = wall
        let start = wall()
        self.start = start
        wasBehind = record.map { start < $0.addingTimeInterval(-Self.tolerance) } ?? false
    }

    /// The time now.
    public func now() -> Date { max(wall(), steady) }

    /// The time that it is for certain: a jump ahead may be a mistake, unless the clock was behind when it started.
    public func certain() -> Date { wasBehind ? now() : steady }

    private var steady: Date { start.addingTimeInterval(begun.duration(to: .now) / .seconds(1)) }
}
