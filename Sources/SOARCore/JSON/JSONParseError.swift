//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why a text is not the JSON that is accepted here.
public struct JSONParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Code: String, Sendable {
        case tooLong, tooDeep, tooManyValues, invalidUTF8, unexpectedEnd, unexpectedCharacter, trailingContent
        case invalidNumber, numberOutOfRange, invalidEscape, loneSurrogate, controlCharacter, duplicateMember
    }

    /// The kind of fault.
    public var code: Code
    /// Where in the text, in bytes from its start.
    public var offset: Int

    public var description: String { words(nil) }

    /// What is wrong, where, and what is accepted: "two members of one object have the same name, at byte 24".
    ///
    /// - Parameter limits: Those that the text was read within; nil where they are not known, and then none is named.
    /// - Returns: One line, without anything of the text.
    public func words(_ limits: JSONLimits?) -> String {
        let problem =
            switch code {
            case .tooLong: limits.map { "it is longer than \($0.maximumBytes) bytes" } ?? "it is too long"
            case .tooDeep:
                "arrays and objects are nested "
                    + (limits.map { "deeper than \($0.maximumDepth) levels" } ?? "too deep")
            case .tooManyValues:
                limits.map { "there are more than \($0.maximumValues) values" } ?? "there are too many values"
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
