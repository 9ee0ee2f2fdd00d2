//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// How log lines look.
enum LogFormat: String, Sendable, CaseIterable {
    /// Time, level, label, message, then `key=value`.
    case text
    /// One JSON object a line.
    case json
}
