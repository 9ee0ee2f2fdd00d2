//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// One thing that is wrong with a value, in words that help to put it right.
public struct JSONSchemaViolation: Hashable, Sendable {
    /// The kinds of violation.
    public enum Problem: Hashable, Sendable {
        /// The value there is none of those accepted.
        case unacceptable
        /// There is no value, and one is required.
        case missing
        /// There should be no value of that name or at that place.
        case unknown
        /// The value is too large or too intricate to be checked within the limits.
        case uncheckable
    }

    /// What kind of violation it is.
    public var problem: Problem
    /// Where in the value, as a JSON Pointer (RFC 6901); empty for the root.
    ///
    /// Long names are cut.
    public var path: String
    /// The same place as people write it: `filters[2].address`; empty for the root.
    public var argument: String
    /// What is accepted there: "an integer from 1 to 100".
    public var expected: String
    /// What was there: a number, a short text, or the value's kind.
    public var found: String

    /// All of it in two sentences.
    ///
    /// - Parameter noun: What the value's parts are called, "argument" for a tool's input.
    /// - Returns: What is wrong, and what is accepted.
    public func sentence(noun: String = "argument") -> String {
        let subject = argument.isEmpty ? "The \(noun)s" : "The \(noun) '\(argument)'"
        let accepted = "Accepted: \(expected)."
        return switch problem {
        case .unacceptable: "\(subject) can't be \(found). \(accepted)"
        case .missing: "\(subject) is missing. \(accepted)"
        case .unknown: "There is no \(noun) '\(argument)'. \(accepted)"
        case .uncheckable: "\(subject) can't be checked: \(found). \(accepted)"
        }
    }
}

extension JSONSchemaViolation: CustomStringConvertible {
    public var description: String { sentence() }
}
