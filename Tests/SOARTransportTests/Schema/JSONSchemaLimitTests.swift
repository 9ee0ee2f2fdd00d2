//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

@Suite("JSON Schema: limits")
struct JSONSchemaLimitTests {
    private static func nested(_ depth: Int) -> JSONValue {
        (1..<depth).reduce(into: [:] as JSONValue) { schema, _ in schema = ["not": schema] }
    }

    @Test("bounds the depth of a schema")
    func boundsDepth() throws {
        let limit = JSONSchemaLimits().maximumDepth
        _ = try JSONSchema(Self.nested(limit))
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(Self.nested(limit + 1)) }
        #expect(error.code == .tooLarge)
    }

    @Test("bounds the number of schemas")
    func boundsSubschemas() throws {
        var limits = JSONSchemaLimits()
        limits.maximumSubschemas = 4
        _ = try JSONSchema(["allOf": [true, true, true]], limits: limits)
        let error = try #require(throws: JSONSchemaError.self) {
            try JSONSchema(["allOf": [true, true, true, true]], limits: limits)
        }
        #expect(error.code == .tooLarge)
    }

    @Test("bounds the length of a pattern")
    func boundsPatternLength() throws {
        var limits = JSONSchemaLimits()
        limits.maximumPatternLength = 3
        _ = try JSONSchema(["pattern": "abc"], limits: limits)
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(["pattern": "abcd"], limits: limits) }
        #expect(error.code == .tooLarge)
    }

    @Test(
        "bounds the size of patterns, also of those that repeat nothing",
        arguments: ["((a{99}){99}){99}", "(((){9999}){9999}){9999}", "a{10001}", "((a{100}){100}|b){3}"])
    func boundsPatternSize(_ pattern: String) throws {
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(["pattern": .string(pattern)]) }
        #expect(error.code == .unsupportedPattern)
    }

    @Test("bounds the size of all patterns together")
    func boundsAllPatterns() throws {
        var limits = JSONSchemaLimits()
        limits.maximumPatternSize = 30
        _ = try JSONSchema(["allOf": [["pattern": "a{9}"], ["pattern": "b{9}"]]], limits: limits)
        let error = try #require(throws: JSONSchemaError.self) {
            try JSONSchema(["allOf": [["pattern": "a{19}"], ["pattern": "b{19}"]]], limits: limits)
        }
        #expect(error.code == .unsupportedPattern)
    }

    /// Each schema refers twice to the next, so that checking the first takes 2 to the power of 40 steps.
    private static func bomb(_ keyword: String, _ end: JSONValue) -> JSONValue {
        var definitions: JSONObject = ["d40": end]
        for index in 0..<40 {
            let next: JSONValue = ["$ref": .string("#/$defs/d\(index + 1)")]
            definitions["d\(index)"] = [keyword: [next, next]]
        }
        return ["$ref": "#/$defs/d0", "$defs": .object(definitions)]
    }

    @Test("refuses a value whose check takes too long, under not as well", arguments: [false, true])
    func boundsSteps(_ isNegated: Bool) throws {
        for schema in [Self.bomb("allOf", true), Self.bomb("anyOf", false)] {
            var schema = schema
            if isNegated, case .object(var members) = schema {
                members["not"] = members["$ref"].map { ["$ref": $0] }
                members["$ref"] = nil
                schema = .object(members)
            }
            let compiled = try JSONSchema(schema)
            let clock = ContinuousClock()
            let start = clock.now
            #expect(compiled.check(1)?.problem == .uncheckable)
            // 250 ms in a release build; the time of an unbounded one would be years.
            #expect(clock.now - start < .seconds(10))
        }
    }

    @Test("bounds the work of patterns")
    func boundsPatternSteps() throws {
        let schema = try JSONSchema(["pattern": "(a{0,4000}){1,4}b"])
        let violation = try #require(schema.check(.string(String(repeating: "a", count: 40_000))))
        #expect(violation.problem == .uncheckable)
    }

    @Test("follows a recursive schema as deep as a message can be, and no deeper than its limit")
    func boundsNesting() throws {
        let schema = try JSONSchema([
            "$ref": "#/$defs/list",
            "$defs": ["list": ["anyOf": [["type": "array", "items": ["$ref": "#/$defs/list"]], ["type": "null"]]]],
        ])
        func nested(_ depth: Int) -> JSONValue {
            (0..<depth).reduce(into: nil as JSONValue) { value, _ in value = [value] }
        }
        #expect(schema.accepts(nested(JSONLimits().maximumDepth)))
        #expect(schema.check(nested(2_000))?.problem == .uncheckable)
    }

    @Test("checks large messages within its steps")
    func servesLargeValues() throws {
        let schema = try JSONSchema([
            "type": "array", "uniqueItems": true, "items": ["type": "integer", "minimum": 0, "maximum": 1_000_000],
        ])
        let count = Int64(JSONLimits().maximumValues / 2)
        #expect(schema.accepts(.array((0..<count).map { .integer($0) })))
    }
}
