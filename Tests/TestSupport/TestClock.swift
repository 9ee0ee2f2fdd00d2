//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Foundation
import Synchronization

/// A clock that stands until a test moves it.
public final class TestClock: Sendable {
    private let time: Mutex<Date>

    /// Starts at a moment of our time, unless told otherwise.
    public init(_ start: Date = Date(timeIntervalSince1970: 1_790_000_000)) { time = Mutex(start) }

    public var now: Date { time.withLock { $0 } }

    public func advance(by seconds: TimeInterval) { time.withLock { $0 += seconds } }
}
