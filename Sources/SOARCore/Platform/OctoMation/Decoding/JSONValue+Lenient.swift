//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension JSONValue {
    /// An integer from a number or from decimal digits in a string.
    var lenientInteger: Int64? { integerValue ?? stringValue.flatMap { Int64($0) } }

    /// A text from a string, a number or a truth value; nil for anything else and for an empty string.
    var lenientText: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let integer): String(integer)
        case .double, .bool: text()
        case .null, .array, .object: nil
        }
    }

    /// A truth value, also from a number or from the words for it.
    var lenientBool: Bool? {
        switch self {
        case .bool(let flag): flag
        case .integer(let integer): integer != 0
        case .string(let text):
            switch text.lowercased() {
            case "true", "1", "yes": true
            case "false", "0", "no": false
            default: nil
            }
        case .null, .double, .array, .object: nil
        }
    }

    /// The first of the members of these names that holds a text.
    func memberText(_ names: String...) -> String? {
        for name in names {
            if let text = self[name]?.lenientText { return text }
        }
        return nil
    }

    /// The elements of an array, or of the array `content` in a page; nil for anything else.
    var listElements: [JSONValue]? { arrayValue ?? self["content"]?.arrayValue }
}
