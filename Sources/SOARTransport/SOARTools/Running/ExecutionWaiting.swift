//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// How a call waits for the end of the run that it started.
public struct ExecutionWaiting: Sendable {
    /// The longest time that a caller may ask for.
    public static let maximum: Duration = .seconds(90)
    /// From the start of a call to the end of its waiting: less than ``HandlerLimits/time``, for a handler that is
    /// stopped loses the activity id.
    public static let maximumCall: Duration = .seconds(100)
    /// What the last question may take beyond the time to wait.
    public static let lastQuestion: Duration = .seconds(5)

    /// From the start of the run to the first question.
    public var firstInterval: Duration = .seconds(1)
    /// Between two questions at most; from one to the next the time grows by half.
    public var longestInterval: Duration = .seconds(5)

    public init() {}

    func interval(after interval: Duration) -> Duration { min(interval * 3 / 2, longestInterval) }
}
