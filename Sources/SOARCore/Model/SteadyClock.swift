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

    /// Starts with the time that it is.
    public init(_ wall: @escaping @Sendable () -> Date = { Date() }) {
        self.wall = wall
        start = wall()
    }

    /// The time now.
    public func now() -> Date {
        max(wall(), start.addingTimeInterval(begun.duration(to: .now) / .seconds(1)))
    }
}
