//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

@Suite("JSON Schema")
struct JSONSchemaTests {
    @Test("accepts what is valid and refuses what is not, and says why", arguments: SchemaCase.all)
    func decides(_ example: SchemaCase) throws {
        let schema = try JSONSchema(JSONParser.parse(example.schema))
        for text in example.valid {
            let value = try JSONParser.parse(text)
            #expect(schema.accepts(value), "\(text) is valid")
            #expect(schema.violations(of: value).isEmpty)
        }
        for text in example.invalid {
            let value = try JSONParser.parse(text)
            #expect(!schema.accepts(value), "\(text) is invalid")
            let violation = try #require(schema.check(value))
            #expect(violation.problem != .uncheckable)
            #expect(!violation.expected.isEmpty)
        }
    }

    @Test("has a table of cases that is worth the name")
    func hasManyCases() {
        let count = SchemaCase.all.reduce(0) { $0 + $1.valid.count + $1.invalid.count }
        #expect(count >= 250, "\(count)")
    }

    @Test("turns every verdict around under not", arguments: SchemaCase.all)
    func negates(_ example: SchemaCase) throws {
        // A root that moves takes its pointers along; those with references are not moved.
        guard !example.schema.contains("\"$") else { return }
        let schema = try JSONSchema(["not": JSONParser.parse(example.schema)])
        for text in example.valid { #expect(try !schema.accepts(JSONParser.parse(text)), "\(text)") }
        for text in example.invalid { #expect(try schema.accepts(JSONParser.parse(text)), "\(text)") }
    }
}
