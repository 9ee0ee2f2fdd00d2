//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Makes text from outside harmless for a terminal and a log: one line, no control sequences.
enum PlainText {
    /// The text with everything replaced that could end the line, move the cursor, or turn the reading direction.
    ///
    /// - Parameters:
    ///   - text: Anything.
    ///   - quotes: Whether `"` and `\` are escaped too, for text that is put between quotation marks.
    /// - Returns: One line that can be read, with `\n`, `\r`, `\t` and `\u{…}` for what was replaced.
    static func escaped(_ text: String, quotes: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: { isUnsafe($0) || quotes && isQuoting($0) }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isUnsafe(scalar): result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            case _ where quotes && isQuoting(scalar): result += "\\" + String(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text cut to at most so many bytes of UTF-8, with an ellipsis where something is missing.
    static func bounded(_ text: String, maximumBytes: Int) -> String {
        guard text.utf8.count > maximumBytes else { return text }
        var kept = ""
        var bytes = 0
        for scalar in text.unicodeScalars {
            bytes += UTF8.width(scalar)
            guard bytes <= maximumBytes else { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept + "…"
    }

    private static func isQuoting(_ scalar: Unicode.Scalar) -> Bool { scalar == "\"" || scalar == "\\" }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Control characters of C0 and C1, line and paragraph separators, and what is there to be not seen:
        // direction marks and overrides, zero-width characters, tags.
        case .control, .lineSeparator, .paragraphSeparator, .format, .privateUse: true
        default: false
        }
    }
}
