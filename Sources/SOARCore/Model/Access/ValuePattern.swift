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
    /// Steps that matching all of one value may take; beyond, nothing is said of it.
    private static let maximumSteps = 10_000_000

    public let description: String
    private let compiled: SchemaPattern
    /// The same with dots that stand for line ends too.
    private let loose: SchemaPattern

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
            let whole = "^(?:\(source))$"
            compiled = try SchemaPattern(whole, maximumSize: Self.maximumSize)
            loose = try SchemaPattern(whole, maximumSize: Self.maximumSize, dotTakesLineEnds: true)
        } catch {
            throw RestrictionFault("the pattern '\(source.bounded(to: 80))' can't be used: \(error.message)")
        }
        description = source
    }

    /// Whether all of every text matches; nil where that takes too long to tell.
    func matchesAll(_ texts: some Sequence<String>) -> Bool? {
        var steps = Self.maximumSteps
        for text in texts {
            guard let isFound = Self.finds(compiled, PatternMatcher(text, steps: steps), &steps) else { return nil }
            guard isFound else { return false }
        }
        return true
    }

    /// Whether all of some text matches, as it is or with case and line ends that don't count; nil where that takes too
    /// long to tell.
    func matchesAny(_ texts: some Sequence<String>) -> Bool? {
        var steps = Self.maximumSteps
        for text in texts {
            // What a lookahead forbids is found more easily where case doesn't count, so both have a say.
            for (pattern, ignoringCase) in [(compiled, false), (loose, true)] {
                let matcher = PatternMatcher(text, steps: steps, ignoringCase: ignoringCase)
                guard let isFound = Self.finds(pattern, matcher, &steps) else { return nil }
                if isFound { return true }
            }
        }
        return false
    }

    private static func finds(_ pattern: SchemaPattern, _ matcher: PatternMatcher, _ steps: inout Int) -> Bool? {
        var matcher = matcher
        let isFound = matcher.finds(pattern.program)
        steps = matcher.remainingSteps
        return steps < 0 ? nil : isFound
    }

    public static func == (lhs: ValuePattern, rhs: ValuePattern) -> Bool { lhs.description == rhs.description }

    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
