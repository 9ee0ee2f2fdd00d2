//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// The level that each caller has set where there are no sessions that could remember it.
final class LogLevels: Sendable {
    /// Callers that are remembered; then it starts anew.
    static let maximum = 10_000

    private let levels = Mutex<[CallOwner: LogLevel]>([:])

    init() {}

    /// The least serious level that the caller wants to hear of.
    func level(of owner: CallOwner) -> LogLevel { levels.withLock { $0[owner] } ?? .info }

    /// Sets a caller's level.
    func set(_ level: LogLevel, of owner: CallOwner) {
        levels.withLock { levels in
            if levels.count >= Self.maximum { levels = [:] }
            levels[owner] = level
        }
    }
}
