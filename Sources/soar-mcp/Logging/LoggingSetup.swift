//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore

/// Makes the loggers; nothing global is set, whoever logs gets one handed in.
enum LoggingSetup {
    /// A logger as the settings ask for.
    static func logger(
        _ label: String, _ settings: Settings.Log, in context: CommandContext, hiding secrets: [Secret<String>] = []
    ) -> Logger {
        let redaction = LogRedaction(hiding: secrets)
        return Logger(label: label) { label in
            StderrLogHandler(
                label: label, format: settings.format, level: settings.level, redaction: redaction, now: context.now,
                write: context.terminal.writeRemark)
        }
    }
}
