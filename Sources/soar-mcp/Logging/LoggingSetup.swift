//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore

/// Makes the loggers; nothing global is set, whoever logs gets one handed in.
enum LoggingSetup {
    /// A logger as the settings ask for.
    ///
    /// Where what is logged may change, a threshold takes the place of the settings' level.
    static func logger(
        _ label: String, _ settings: Settings.Log, threshold: LogThreshold? = nil, in context: CommandContext,
        hiding secrets: [Secret<String>] = []
    ) -> Logger {
        let redaction = LogRedaction(hiding: secrets)
        return Logger(label: label) { label in
            StderrLogHandler(
                label: label, format: settings.format, threshold: threshold ?? LogThreshold(settings.level),
                redaction: redaction, now: context.now,
                write: context.terminal.writeRemark)
        }
    }
}
