//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A regular expression (ECMA-262) that all of a value has to match.
///
/// Matching takes time in proportion to the value's length, whatever the expression.
public struct ValuePattern: Hashable, Sendable, CustomStringConvertible {
    /// Bytes of an expression at most.
    public static let maximumLength = 1024
    /// Instructions of a compiled one at most.
    private static let maximumSize = 10_000
    /// Steps that matching one value may take; beyond, nothing is said of it.
    private static let maximumSteps = 10_000_000

    public let description: String
    private let compiled: SchemaPattern

    /// Compiles an expression.
    ///
    /// - Throws: ``RestrictionFault`` that says what is malformed or not served.
    public init(_ source: String) throws(RestrictionFault) {
        guard source.utf8.count <= Self.maximumLength else {
            throw RestrictionFault("a pattern has at most \(Self.maximumLength) bytes")
        }
        do throws(PatternFault) {
            // Alone first: what closes the group around it would not be held to the whole value.
            _ = try SchemaPattern(source, maximumSize: Self.maximumSize)
            compiled = try SchemaPattern("^(?:\(source))$", maximumSize: Self.maximumSize)
        } catch {
            throw RestrictionFault("the pattern '\(source.bounded(to: 80))' can't be used: \(error.message)")
        }
        description = source
    }

    /// Whether all of the text matches; nil where that takes too long to tell.
    func matches(_ text: String) -> Bool? {
        var matcher = PatternMatcher(text, steps: Self.maximumSteps)
        let isFound = matcher.finds(compiled.program)
        return matcher.remainingSteps < 0 ? nil : isFound
    }

    public static func == (lhs: ValuePattern, rhs: ValuePattern) -> Bool { lhs.description == rhs.description }

    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
