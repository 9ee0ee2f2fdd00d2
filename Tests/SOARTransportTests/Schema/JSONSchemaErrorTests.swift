//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

@Suite("JSON Schema: unsound schemas")
struct JSONSchemaErrorTests {
    typealias Unsound = (schema: String, code: JSONSchemaError.Code, location: String)

    static let unsound: [Unsound] = [
        ("1", .notASchema, ""),
        (#"{"properties":{"a":"string"}}"#, .notASchema, "/properties/a"),
        (#"{"$defs":{"unused":{"items":null}}}"#, .notASchema, "/$defs/unused/items"),
        (#"{"type":"str"}"#, .invalidKeyword, "/type"),
        (#"{"type":[]}"#, .invalidKeyword, "/type"),
        (#"{"type":["null","null"]}"#, .invalidKeyword, "/type"),
        (#"{"enum":"a"}"#, .invalidKeyword, "/enum"),
        (#"{"minimum":"1"}"#, .invalidKeyword, "/minimum"),
        (#"{"exclusiveMinimum":true}"#, .invalidKeyword, "/exclusiveMinimum"),
        (#"{"multipleOf":0}"#, .invalidKeyword, "/multipleOf"),
        (#"{"multipleOf":-1}"#, .invalidKeyword, "/multipleOf"),
        (#"{"minLength":-1}"#, .invalidKeyword, "/minLength"),
        (#"{"maxItems":1.5}"#, .invalidKeyword, "/maxItems"),
        (#"{"required":"a"}"#, .invalidKeyword, "/required"),
        (#"{"required":["a","a"]}"#, .invalidKeyword, "/required"),
        (#"{"properties":[]}"#, .invalidKeyword, "/properties"),
        (#"{"uniqueItems":1}"#, .invalidKeyword, "/uniqueItems"),
        (#"{"items":[{}]}"#, .invalidKeyword, "/items"),
        (#"{"allOf":[]}"#, .invalidKeyword, "/allOf"),
        (#"{"anyOf":{}}"#, .invalidKeyword, "/anyOf"),
        (#"{"dependentRequired":{"a":"b"}}"#, .invalidKeyword, "/dependentRequired"),
        (#"{"format":1}"#, .invalidKeyword, "/format"),
        (#"{"$ref":1}"#, .invalidKeyword, "/$ref"),
        (#"{"$anchor":"1a"}"#, .invalidKeyword, "/$anchor"),
        (#"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#, .invalidKeyword, "/$defs/b/$anchor"),
        (#"{"$defs":{"a":{"$id":"https://example.com/a"}}}"#, .unsupportedKeyword, "/$defs/a/$id"),
        (#"{"$schema":"https://json-schema.org/draft/2019-09/schema"}"#, .unsupportedDialect, "/$schema"),
        (#"{"$schema":"http://json-schema.org/draft-04/schema#"}"#, .unsupportedDialect, "/$schema"),
        (#"{"not":{"$schema":"http://json-schema.org/draft-07/schema#"}}"#, .unsupportedDialect, "/not/$schema"),
        (#"{"$ref":"https://example.com/other.json"}"#, .externalReference, "/$ref"),
        (#"{"items":{"$ref":"other.json#/a"}}"#, .externalReference, "/items/$ref"),
        (#"{"$ref":"file:///etc/passwd"}"#, .externalReference, "/$ref"),
        (##"{"$ref":"#/$defs/missing"}"##, .unresolvedReference, "/$ref"),
        (##"{"$ref":"#nowhere"}"##, .unresolvedReference, "/$ref"),
        (##"{"$ref":"#/a~2b","a~2b":{}}"##, .unresolvedReference, "/$ref"),
        (##"{"$ref":"#/%zz"}"##, .unresolvedReference, "/$ref"),
        (##"{"$ref":"#/enum/00","enum":[{}]}"##, .unresolvedReference, "/$ref"),
        (##"{"$ref":"#/enum/0","enum":[1]}"##, .notASchema, "/enum/0"),
        (##"{"$ref":"#"}"##, .endlessReference, ""),
        (##"{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/a"}]}}}"##, .endlessReference, ""),
        (##"{"properties":{"x":{"not":{"anyOf":[{"$ref":"#/properties/x"}]}}}}"##, .endlessReference, ""),
        (##"{"dependentSchemas":{"a":{"$ref":"#"}}}"##, .endlessReference, ""),
        (#"{"pattern":"("}"#, .unsupportedPattern, "/pattern"),
        (#"{"pattern":"(a)\\1"}"#, .unsupportedPattern, "/pattern"),
        (#"{"pattern":"(?<=a)b"}"#, .unsupportedPattern, "/pattern"),
        (#"{"patternProperties":{"[":true}}"#, .unsupportedPattern, "/patternProperties/["),
    ]

    @Test("refuses an unsound schema and says where", arguments: unsound)
    func refuses(_ unsound: Unsound) throws {
        let schema = try JSONParser.parse(unsound.schema)
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(schema) }
        #expect(error.code == unsound.code)
        // Where a circle begins is a matter of taste.
        if unsound.code != .endlessReference { #expect(error.location == unsound.location) }
        #expect(!error.message.isEmpty)
    }

    @Test("names the dialects that are served")
    func namesDialects() throws {
        let error = try #require(throws: JSONSchemaError.self) {
            try JSONSchema(["$schema": "https://example.com/mine"])
        }
        #expect(
            error.description == """
                At /$schema: The dialect 'https://example.com/mine' is not served. Served: \
                https://json-schema.org/draft/2020-12/schema and http://json-schema.org/draft-07/schema#.
                """)
    }

    @Test("names a schema of the circle, not one that leads to it")
    func namesTheCircle() throws {
        let error = try #require(throws: JSONSchemaError.self) {
            try JSONSchema([
                "allOf": [["$ref": "#/$defs/a"]],
                "$defs": ["a": ["$ref": "#/$defs/b"], "b": ["anyOf": [["$ref": "#/$defs/a"], ["type": "null"]]]],
            ])
        }
        #expect(error.location.hasPrefix("/$defs/"))
    }

    @Test("says what is wrong with a pattern")
    func explainsPatterns() throws {
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(["pattern": "(?<!x)y"]) }
        #expect(error.message == "The pattern '(?<!x)y' can't be used: lookbehind is not served.")
    }
}
