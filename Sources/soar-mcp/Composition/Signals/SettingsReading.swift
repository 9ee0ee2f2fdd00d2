//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// How a running server gets at its settings again.
struct SettingsReading: Sendable {
    /// What decides which lines are logged.
    let threshold: LogThreshold
    /// Reads everything that was read at the start.
    let read: @Sendable () async throws -> Settings
}
