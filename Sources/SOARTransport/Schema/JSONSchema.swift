//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// A JSON Schema (2020-12, and the keywords that draft-07 shares with it), read once and then asked about many values.
///
/// Everything that it takes to answer is inside the document: nothing is fetched, and a `$ref` that leaves the document
/// is refused. Of the formats `date-time`, `date`, `time`, `email`, `uri`, `uuid`, `ipv4` and `ipv6` are asserted, for a
/// model gains by being told; every other format is a note. Patterns are ECMA-262 without backreferences and lookbehind,
/// matched in a time that grows with the text and never explodes. What an answer may cost is set by
/// ``JSONSchemaLimits``; a value that would cost more is refused.
public struct JSONSchema: Sendable {
    private let program: SchemaProgram
    private let limits: JSONSchemaLimits

    /// Reads a schema.
    ///
    /// - Parameters:
    ///   - schema: The schema, an object or a truth value.
    ///   - limits: What the schema and a check may cost.
    /// - Throws: ``JSONSchemaError`` that says which part of the schema is unsound and why.
    public init(_ schema: JSONValue, limits: JSONSchemaLimits = JSONSchemaLimits()) throws(JSONSchemaError) {
        self.limits = limits
        var compiler = SchemaCompiler(document: schema, limits: limits)
        program = try compiler.program()
    }

    /// Whether the value is valid.
    public func accepts(_ value: JSONValue) -> Bool {
        var evaluator = SchemaEvaluator(program, limits)
        return evaluator.accepts(value)
    }

    /// The first thing that is wrong with the value; nil where it is valid.
    public func check(_ value: JSONValue) -> JSONSchemaViolation? {
        violations(of: value).first
    }

    /// What is wrong with the value, at most ``JSONSchemaLimits/maximumViolations``; nothing where it is valid.
    public func violations(of value: JSONValue) -> [JSONSchemaViolation] {
        guard !accepts(value) else { return [] }
        var describer = SchemaDescriber(program, limits)
        return describer.violations(of: value)
    }

    /// What the schema accepts, in words.
    public var expectation: String { SchemaWords(program).expectation(of: program.root) }
}
