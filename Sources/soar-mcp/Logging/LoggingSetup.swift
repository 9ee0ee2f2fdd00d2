//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging

/// Makes the loggers; nothing global is set, whoever logs gets one handed in.
enum LoggingSetup {
    /// A logger as the settings ask for.
    static func logger(_ label: String, _ settings: Settings.Log, in context: CommandContext) -> Logger {
        Logger(label: label) { label in
            StderrLogHandler(
                label: label, format: settings.format, level: settings.level, now: context.now,
                write: context.terminal.writeRemark)
        }
    }
}
