//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A regular expression of ECMA-262 (with its flag `u`), compiled.
///
/// Swift's own `Regex` tries one way after the other, so a short pattern such as `^(a+)+$` can keep it busy for hours;
/// its values can't be handed to another task; and it reads `\d` and `.` otherwise than JSON Schema has them. Here all
/// ways are followed at once: the time is at most the text's length times the pattern's size, for any pattern.
package struct SchemaPattern: Sendable {
    /// The expression as it was written.
    package let source: String
    package let program: PatternProgram

    /// Compiles an expression.
    ///
    /// - Parameters:
    ///   - source: The expression.
    ///   - maximumSize: How many instructions it may take.
    ///   - dotTakesLineEnds: Whether a dot stands for line ends too (the flag `s`).
    /// - Throws: ``PatternFault`` that says what is malformed or not served.
    package init(_ source: String, maximumSize: Int, dotTakesLineEnds: Bool = false) throws(PatternFault) {
        self.source = source
        var parser = PatternParser(source, dot: dotTakesLineEnds ? .all : .dot)
        var builder = PatternBuilder(maximumSize: maximumSize)
        program = try builder.program(of: try parser.tree())
    }
}

/// What is wrong with a regular expression.
package struct PatternFault: Error {
    package let message: String

    init(_ message: String) { self.message = message }

    static let tooLarge = PatternFault("the pattern is too large: counted repetitions take as much as they count")
}
