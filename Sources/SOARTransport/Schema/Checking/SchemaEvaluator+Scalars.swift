//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaEvaluator {
    /// Steps that it costs to begin with a pattern, however short the text.
    private static let patternStart = 8

    mutating func isAmong(_ choices: SchemaChoices, _ value: JSONValue) -> Bool {
        // A scalar costs little; what is long or has parts is weighed before it is compared.
        switch value {
        case .null, .bool, .integer, .double: break
        case .string, .array, .object: guard spend(SchemaValue.weight(value)) else { return false }
        }
        return choices.contains(value)
    }

    mutating func hasLength(_ count: SchemaCount, _ value: JSONValue) -> Bool {
        guard case .string(let text) = value else { return true }
        let bytes = text.utf8.count
        // A code point takes one to four bytes, which often settles it.
        if bytes < count.minimum { return false }
        if bytes <= count.maximum ?? bytes, (bytes + 3) / 4 >= count.minimum { return true }
        guard spend(bytes / 32) else { return false }
        return count.accepts(text.unicodeScalars.count)
    }

    mutating func finds(_ place: Int, in text: String) -> Bool {
        guard spend(Self.patternStart + text.utf8.count / 32) else { return false }
        var matcher = PatternMatcher(text, steps: remainingSteps)
        let isFound = matcher.finds(program.patterns[place].program)
        let spent = remainingSteps - matcher.remainingSteps
        return spend(spent) && isFound
    }
}
