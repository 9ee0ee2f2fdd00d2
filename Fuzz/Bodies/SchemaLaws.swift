//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

/// What holds for a schema and a value: the input's first line is the one, the rest the other.
enum SchemaLaws {
    /// Less than a server allows, so that what takes long is told from what merely takes its limit.
    private static let limits: JSONSchemaLimits = {
        var limits = JSONSchemaLimits()
        limits.maximumSteps = 20_000
        limits.maximumPatternSize = 2_000
        limits.maximumSubschemas = 500
        return limits
    }()

    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        let parts = lines(input, atMost: 2)
        guard parts.count == 2, let source = try? JSONParser.parse(parts[0]),
            let value = try? JSONParser.parse(parts[1])
        else { return }
        switch (compile(source), compile(source)) {
        case (.success(let schema), .success(let again)):
            let isValid = try decide(schema, value)
            try expect(schema.violations(of: value) == again.violations(of: value), "Two answers to one question.")
            try expect(!schema.expectation.isEmpty, "An expectation without words.")
            try expect(schema.expectation == again.expectation, "Two expectations of one schema.")
            try checkLogic(source, value, isValid)
        case (.failure(let error), .failure(let again)):
            try expect(error == again, "Two reasons: \(error), \(again)")
            try expect(!error.message.isEmpty, "A reason without words.")
        default:
            throw FuzzFinding(description: "A schema is refused only once.")
        }
    }

    private static func compile(_ source: JSONValue) -> Result<JSONSchema, JSONSchemaError> {
        Result { () throws(JSONSchemaError) in try JSONSchema(source, limits: limits) }
    }

    /// Whether the value is valid, as all ways to ask say it; nil where the limits don't let one know.
    private static func decide(_ schema: JSONSchema, _ value: JSONValue) throws(FuzzFinding) -> Bool? {
        let isValid = schema.accepts(value)
        let violations = schema.violations(of: value)
        try expect(violations.isEmpty == isValid, "accepts says \(isValid), and then: \(violations)")
        try expect(schema.check(value) == violations.first, "check and violations tell of different things.")
        try expect(violations.count <= limits.maximumViolations, "\(violations.count) violations.")
        for violation in violations {
            try expect(!violation.expected.isEmpty && !violation.found.isEmpty, "No words: \(violation)")
        }
        return violations.contains { $0.problem == .uncheckable } ? nil : isValid
    }

    /// A schema inside another one decides as it does alone.
    private static func checkLogic(
        _ source: JSONValue, _ value: JSONValue, _ isValid: Bool?
    ) throws(FuzzFinding) {
        // References, addresses and dialects mean something else one level down.
        guard let isValid, !source.encoded().contains(UInt8(ascii: "$")) else { return }
        let others: [(JSONValue, Bool)] = [
            (["allOf": [source, true]], isValid),
            (["anyOf": [false, source]], isValid),
            (["oneOf": [source, source]], false),
            (["not": source], !isValid),
            (["if": source, "then": true, "else": false], isValid),
        ]
        for (other, expected) in others {
            // It may be too deep or too large now.
            guard case .success(let schema) = compile(other), let decision = try decide(schema, value) else { continue }
            try expect(decision == expected, "\(other.text()) says \(decision) of \(value.text())")
        }
    }
}
