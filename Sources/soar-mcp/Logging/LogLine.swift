//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging

/// One log line's parts, and how they are written; nothing in them can end the line or steer a terminal.
struct LogLine: Sendable {
    var time: String
    var level: Logger.Level
    var label: String
    var message: String
    /// In the order in which they are written.
    var metadata: [(key: String, value: String)]

    /// How many bytes of the message are written.
    static let maximumMessageBytes = 2048
    /// How many bytes of one metadata value are written.
    static let maximumValueBytes = 1024
    /// How many metadata values are written; with the limits above a line stays under about 36 KiB.
    static let maximumValues = 32

    /// Makes a line; secrets are taken out after the cut, which leaves no more of one than is shown anyway.
    init(
        time: String, level: Logger.Level, label: String, message: String, metadata: Logger.Metadata,
        redaction: LogRedaction = LogRedaction()
    ) {
        self.time = time
        self.level = level
        self.label = label
        self.message = redaction.text(PlainText.bounded(message, maximumBytes: Self.maximumMessageBytes))
        self.metadata = metadata.sorted { $0.key < $1.key }.prefix(Self.maximumValues).map { key, value in
            (
                redaction.text(PlainText.bounded(key, maximumBytes: Self.maximumValueBytes)),
                redaction.value(
                    PlainText.bounded(value.description, maximumBytes: Self.maximumValueBytes), of: key)
            )
        }
    }

    /// Time, level, label, message, then `key=value`; a value with blanks or marks in it stands in quotation marks.
    var text: String {
        let level = level.rawValue + String(repeating: " ", count: max(0, 8 - level.rawValue.count))
        var line = "\(time) \(level) \(PlainText.escaped(label)) \(PlainText.escaped(message))"
        for (key, value) in metadata { line += " \(Self.quotedWhereNeeded(key))=\(Self.quotedWhereNeeded(value))" }
        return line
    }

    private static func quotedWhereNeeded(_ text: String) -> String {
        let escaped = PlainText.escaped(text, quotes: true)
        let isPlain = !text.isEmpty && escaped == text && !text.contains { $0.isWhitespace || $0 == "=" }
        return isPlain ? text : "\"\(escaped)\""
    }
}
