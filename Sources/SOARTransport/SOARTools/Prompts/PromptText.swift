//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Checks what a person typed into a prompt.
enum PromptText {
    /// Characters of one line: no address is longer, nor any name.
    static let maximumLine = 512
    static let maximumPassage = 4096

    /// A line with something in it.
    ///
    /// - Throws: ``ToolFailure`` that says what is accepted.
    static func line(_ text: String?, _ argument: String) throws(ToolFailure) -> String {
        let trimmed = trimmed(text)
        guard !trimmed.isEmpty, trimmed.count <= maximumLine,
            trimmed.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw ToolFailure("The argument '\(argument)' must be one line of 1 to \(maximumLine) characters.")
        }
        return trimmed
    }

    /// A text of any number of lines; nil where there is none.
    ///
    /// - Throws: ``ToolFailure`` that says what is accepted.
    static func passage(_ text: String?, _ argument: String) throws(ToolFailure) -> String? {
        let trimmed = trimmed(text)
        guard trimmed.count <= maximumPassage else {
            throw ToolFailure("The argument '\(argument)' must be of at most \(maximumPassage) characters.")
        }
        return trimmed.isEmpty ? nil : trimmed
    }

    private static func trimmed(_ text: String?) -> String {
        var slice = (text ?? "")[...]
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return String(slice)
    }
}
