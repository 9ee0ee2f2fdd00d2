//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension JSONParseError {
    /// What is wrong, where, and what is accepted, for a client: "two members of one object have the same name, at
    /// byte 24".
    func words(_ limits: JSONLimits) -> String {
        let problem =
            switch code {
            case .tooLong: "it is longer than \(limits.maximumBytes) bytes"
            case .tooDeep: "arrays and objects are nested deeper than \(limits.maximumDepth) levels"
            case .tooManyValues: "there are more than \(limits.maximumValues) values"
            case .invalidUTF8: "it is not UTF-8"
            case .unexpectedEnd: "it ends too early"
            case .unexpectedCharacter: "there is a character that JSON doesn't have there"
            case .trailingContent: "something follows the JSON value"
            case .invalidNumber: "a number is not written as JSON has it"
            case .numberOutOfRange: "a number is too large, or has too many digits"
            case .invalidEscape: "a text has an escape that JSON doesn't have"
            case .loneSurrogate: "a text has one half of a surrogate pair"
            case .controlCharacter: "a text has a control character that is not escaped"
            case .duplicateMember: "two members of one object have the same name"
            }
        return "\(problem), at byte \(offset)"
    }
}
