//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

/// Schemas and values at random: whatever they are, some laws hold.
@Suite("JSON Schema: laws")
struct JSONSchemaPropertyTests {
    @Test("keeps the laws of not, allOf, anyOf and oneOf", arguments: 0..<40 as Range<UInt64>)
    func keepsLaws(_ seed: UInt64) throws {
        var source = SchemaSource(seed: seed)
        var decided: Set<Bool> = []
        for _ in 0..<60 {
            let json = source.schema(depth: 3)
            let schema = try JSONSchema(json)
            let negated = try JSONSchema(["not": json])
            let twice = try JSONSchema(["allOf": [json, json]])
            let either = try JSONSchema(["anyOf": [json, false]])
            let onlyOne = try JSONSchema(["oneOf": [json, json]])
            let referred = try JSONSchema(["$ref": "#/$defs/a", "$defs": ["a": json]])
            for _ in 0..<8 {
                let value = source.value(depth: 3)
                let isValid = schema.accepts(value)
                decided.insert(isValid)
                #expect(negated.accepts(value) != isValid, "\(json.text()) \(value.text())")
                #expect(twice.accepts(value) == isValid, "\(json.text()) \(value.text())")
                #expect(either.accepts(value) == isValid, "\(json.text()) \(value.text())")
                #expect(!onlyOne.accepts(value), "\(json.text()) \(value.text())")
                #expect(referred.accepts(value) == isValid, "\(json.text()) \(value.text())")
                let violations = schema.violations(of: value)
                #expect(violations.isEmpty == isValid)
                #expect(violations.count <= JSONSchemaLimits().maximumViolations)
                #expect(violations.allSatisfy { $0.problem != .uncheckable && !$0.expected.isEmpty })
            }
        }
        #expect(decided == [true, false], "A generator that never decides both ways shows nothing.")
    }

    @Test("answers any object as a schema, by refusing it or by serving it", arguments: 0..<20 as Range<UInt64>)
    func survivesNonsense(_ seed: UInt64) {
        var source = SchemaSource(seed: seed &+ 1_000)
        for _ in 0..<200 {
            let nonsense = source.nonsense(depth: 3)
            do throws(JSONSchemaError) {
                let schema = try JSONSchema(nonsense)
                let value = source.value(depth: 2)
                #expect(schema.accepts(value) == schema.violations(of: value).isEmpty)
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
    }
}
