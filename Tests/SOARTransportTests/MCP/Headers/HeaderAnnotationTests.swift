//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import SOARTransport

/// Where `x-mcp-header` may stand (requirement C27).
@Suite("The annotation x-mcp-header")
struct HeaderAnnotationTests {
    private static let marked: JSONValue = ["type": "string", "x-mcp-header": "Region"]

    private static func schema(_ properties: JSONValue) -> JSONValue { ["type": "object", "properties": properties] }

    private func refusal(of schema: JSONValue) -> String? {
        do throws(MCPRegistrationError) {
            _ = try HeaderParameters(schema: schema)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        "a schema without one asks for no header",
        arguments: [
            [:], ["type": "object"], true, nil, schema(["a": ["type": "string"]]),
            // The word as a name or inside data is no annotation.
            schema(["x-mcp-header": ["type": "string"]]),
            ["type": "object", "required": ["x-mcp-header"], "$defs": ["x-mcp-header": ["type": "string"]]],
            schema(["a": ["type": "object", "default": ["x-mcp-header": "A"], "examples": [["x-mcp-header": "A"]]]]),
            schema(["a": ["const": ["x-mcp-header": "A"]], "b": ["enum": [["x-mcp-header": "A"]]]]),
            ["$defs": ["a": ["properties": ["x-mcp-header": true]]], "patternProperties": ["x-mcp-header": [:]]],
        ] as [JSONValue])
    func none(_ schema: JSONValue) throws {
        #expect(try HeaderParameters(schema: schema).isEmpty)
    }

    @Test(
        "the members of some keywords are names, whatever they look like",
        arguments: [
            "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependentRequired",
            "dependencies",
        ])
    func namedMembers(_ keyword: String) throws {
        func schema(_ name: String, _ value: JSONValue) -> JSONValue {
            [
                "not": .object(
                    JSONObject(dictionaryLiteral: (keyword, .object(JSONObject(dictionaryLiteral: (name, value))))))
            ]
        }
        #expect(try HeaderParameters(schema: schema("x-mcp-header", ["a"])).isEmpty)
        let fault = try #require(refusal(of: schema("default", Self.marked)))
        #expect(fault.contains("'#/not/\(keyword)/default'"))
    }

    @Test(
        "a property of one of the three types may have it, at any depth of properties",
        arguments: [
            schema(["a": marked]), schema(["a": ["type": "integer", "x-mcp-header": "A"]]),
            schema(["a": ["type": "boolean", "x-mcp-header": "A"]]),
            schema(["a": schema(["b": schema(["c": marked])])]),
            schema(["properties": marked]), schema(["items": marked]), schema(["$defs": schema(["allOf": marked])]),
            schema(["a": ["type": "string", "x-mcp-header": "!#$%&'*+-.^_`|~0Az"]]),
        ] as [JSONValue])
    func accepted(_ schema: JSONValue) throws {
        #expect(try !HeaderParameters(schema: schema).isEmpty)
    }

    @Test(
        "another type is refused, with the place and the types",
        arguments: [
            "number", "object", "array", "null", "String", ["string"], ["string", "null"], nil, true,
        ] as [JSONValue])
    func types(_ type: JSONValue) throws {
        let fault = try #require(refusal(of: Self.schema(["a/b": ["type": type, "x-mcp-header": "A"]])))
        #expect(fault.contains("'#/properties/a~1b'"))
        for word in ["\"string\"", "\"integer\"", "\"boolean\""] { #expect(fault.contains(word)) }
    }

    @Test("a property without a type is refused")
    func noType() throws {
        let fault = try #require(refusal(of: Self.schema(["a": ["enum": ["x"], "x-mcp-header": "A"]])))
        #expect(fault.contains("'#/properties/a'"))
    }

    @Test(
        "a name that is no token is refused",
        arguments: [
            "", " ", "a b", "a:b", "a\r\nX: y", "é", "a\u{0}", "a/b", "(a)", "a\t", 1, nil, true, ["A"], ["A": "B"],
        ] as [JSONValue])
    func names(_ name: JSONValue) throws {
        let fault = try #require(refusal(of: Self.schema(["a": ["type": "string", "x-mcp-header": name]])))
        #expect(fault.contains("'#/properties/a'"))
        #expect(fault.contains("RFC 9110"))
        #expect(!fault.utf8.contains(0x0D))
    }

    @Test("a name that differs from another one in case only is refused, wherever they are")
    func twice() throws {
        let second = Self.schema(["b": ["type": "integer", "x-mcp-header": "rEGION"]])
        let fault = try #require(refusal(of: Self.schema(["a": Self.marked, "o": second])))
        #expect(fault.contains("'#/properties/o/properties/b'"))
        #expect(fault.contains("upper and lower case"))
    }

    @Test(
        "a place that an argument need not come from is refused, and named",
        arguments: [
            (["items": marked], "/items"), (["prefixItems": [true, marked]], "/prefixItems[1]"),
            (["contains": marked], "/contains"), (["additionalProperties": marked], "/additionalProperties"),
            (["patternProperties": ["^a": marked]], "/patternProperties/^a"), (["oneOf": [marked]], "/oneOf[0]"),
            (["anyOf": [marked]], "/anyOf[0]"), (["allOf": [[:], marked]], "/allOf[1]"), (["not": marked], "/not"),
            (["if": marked], "/if"), (["then": marked], "/then"), (["else": marked], "/else"),
            (["dependentSchemas": ["a": marked]], "/dependentSchemas/a"),
            (["dependencies": ["a": marked]], "/dependencies/a"),
            (["$defs": ["a": marked]], "/$defs/a"), (["definitions": ["a": marked]], "/definitions/a"),
            (["propertyNames": marked], "/propertyNames"), (["unevaluatedItems": marked], "/unevaluatedItems"),
            (["items": [marked]], "/items[0]"), (["x-else": marked], "/x-else"),
            (["allOf": [["properties": ["a": marked]]]], "/allOf[0]/properties/a"),
            (["items": ["properties": ["a": ["properties": ["b": marked]]]]], "/items/properties/a/properties/b"),
            (["$defs": ["x": ["$defs": ["y": ["anyOf": [marked]]]]]], "/$defs/x/$defs/y/anyOf[0]"),
            (["properties": [marked]], "/properties[0]"),
        ] as [(JSONValue, String)])
    func places(_ schema: JSONValue, _ place: String) throws {
        let pointer = place.replacing("[", with: "/").replacing("]", with: "")
        let top = try #require(refusal(of: schema))
        #expect(top.contains("'#\(pointer)'"))
        #expect(top.contains("\"properties\" alone"))
        let nested = try #require(refusal(of: Self.schema(["a": schema])))
        #expect(nested.contains("'#/properties/a\(pointer)'"))
    }

    @Test("it can't be on the arguments as a whole")
    func root() throws {
        let fault = try #require(refusal(of: ["type": "object", "x-mcp-header": "A"]))
        #expect(fault.contains("'#'"))
        #expect(fault.contains("single property"))
    }

    @Test(
        "a declared secret is kept out of headers",
        arguments: [["format": "password"], ["writeOnly": true]] as [JSONObject])
    func secrets(_ declaration: JSONObject) throws {
        let property = JSONObject(dictionaryLiteral: ("type", "string"), ("x-mcp-header", "A")).merging(declaration)
        let fault = try #require(refusal(of: Self.schema(["a": .object(property)])))
        #expect(fault.contains("secret"))
    }

    @Test("a tool may have so many and no more")
    func limit() throws {
        func schema(_ count: Int) -> JSONValue {
            var properties = JSONObject()
            for number in 0..<count {
                properties["p\(number)"] = ["type": "string", "x-mcp-header": .string("P\(number)")]
            }
            return Self.schema(.object(properties))
        }
        #expect(refusal(of: schema(32)) == nil)
        let fault = try #require(refusal(of: schema(33)))
        #expect(fault.contains("'#/properties/p32'"))
        #expect(fault.contains("may have 32"))
    }
}
