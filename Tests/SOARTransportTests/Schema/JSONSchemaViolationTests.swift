//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

@Suite("JSON Schema: what is said of a violation")
struct JSONSchemaViolationTests {
    typealias Wording = (schema: String, value: String, path: String, sentence: String)

    static let wordings: [Wording] = [
        (
            #"{"properties":{"limit":{"type":"integer","minimum":1,"maximum":100}}}"#, #"{"limit":500}"#, "/limit",
            "The argument 'limit' can't be 500. Accepted: an integer from 1 to 100."
        ),
        (
            #"{"properties":{"limit":{"type":"integer"}}}"#, #"{"limit":"5"}"#, "/limit",
            "The argument 'limit' can't be the string '5'. Accepted: an integer."
        ),
        (
            #"{"properties":{"level":{"enum":["low","high","not set",3]}}}"#, #"{"level":null}"#, "/level",
            "The argument 'level' can't be null. Accepted: one of low, high, \"not set\", 3."
        ),
        (
            #"{"properties":{"id":{"type":"string","maxLength":40,"pattern":"^[a-z]+$"}}}"#, #"{"id":"A"}"#, "/id",
            "The argument 'id' can't be the string 'A'. Accepted: a string of at most 40 characters that matches ^[a-z]+$."
        ),
        (
            #"{"properties":{"filters":{"items":{"properties":{"address":{"format":"ipv4"}}}}}}"#,
            #"{"filters":[{},{},{"address":"x"}]}"#, "/filters/2/address",
            "The argument 'filters[2].address' can't be the string 'x'. Accepted: an IPv4 address such as 192.0.2.1."
        ),
        (
            #"{"properties":{"x":{},"y":{}},"additionalProperties":false}"#, #"{"z":1}"#, "/z",
            "There is no argument 'z'. Accepted: an object with the members x, y."
        ),
        (
            #"{"additionalProperties":false}"#, #"{"z":1}"#, "/z",
            "There is no argument 'z'. Accepted: an object without members."
        ),
        (
            #"{"properties":{"id":{"type":"integer"}},"required":["id"]}"#, "{}", "/id",
            "The argument 'id' is missing. Accepted: an integer."
        ),
        (
            #"{"properties":{"a":{},"b":{"type":"boolean"}},"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, "/b",
            "The argument 'b' is missing. Accepted: true or false, for 'a' is given."
        ),
        (
            #"{"properties":{"v":{"anyOf":[{"type":"integer","minimum":1},{"type":"null"}]}}}"#, #"{"v":0}"#, "/v",
            "The argument 'v' can't be 0. Accepted: an integer of at least 1 or null."
        ),
        (
            #"{"properties":{"v":{"type":["integer","string"]}}}"#, #"{"v":true}"#, "/v",
            "The argument 'v' can't be true. Accepted: a string or an integer."
        ),
        (
            #"{"properties":{"v":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":3,"uniqueItems":true}}}"#,
            #"{"v":["a","a"]}"#, "/v",
            "The argument 'v' can't be this array of 2 elements. Accepted: an array of 1 to 3 elements, each a string, no two alike."
        ),
        (
            #"{"properties":{"v":{"not":{"type":"string"}}}}"#, #"{"v":"a"}"#, "/v",
            "The argument 'v' can't be the string 'a'. Accepted: anything but a string."
        ),
        (
            #"{"properties":{"v":{"exclusiveMinimum":0,"exclusiveMaximum":1,"type":"number"}}}"#, #"{"v":1}"#, "/v",
            "The argument 'v' can't be 1. Accepted: a number above 0 and below 1."
        ),
        (
            #"{"properties":{"v":{"multipleOf":5,"type":"integer"}}}"#, #"{"v":3}"#, "/v",
            "The argument 'v' can't be 3. Accepted: an integer that is a multiple of 5."
        ),
        (
            #"{"properties":{"v":{"const":"x y"}}}"#, #"{"v":3}"#, "/v",
            "The argument 'v' can't be 3. Accepted: the value \"x y\"."
        ),
        (
            #"{"properties":{"key":{"type":"string","minLength":20,"writeOnly":true}}}"#, #"{"key":"hunter2"}"#, "/key",
            "The argument 'key' can't be that string. Accepted: a string of at least 20 characters."
        ),
        (
            #"{"type":"object"}"#, "[1]", "", "The arguments can't be this array of 1 element. Accepted: an object."
        ),
        (
            #"{"propertyNames":{"pattern":"^[a-z]+$"}}"#, #"{"A":1}"#, "/A",
            "There is no argument 'A'. Accepted: as a name a string that matches ^[a-z]+$."
        ),
        (
            #"{"properties":{"a/b c":{"properties":{"d.e":{"type":"null"}}}}}"#, #"{"a/b c":{"d.e":1}}"#, "/a~1b c/d.e",
            "The argument 'a/b c[\"d.e\"]' can't be 1. Accepted: null."
        ),
        (
            #"{"prefixItems":[true],"items":false}"#, "[1,2]", "/1",
            "There is no argument '[1]'. Accepted: an array that begins with any value and has no more elements."
        ),
    ]

    @Test("names the argument and what is accepted", arguments: wordings)
    func names(_ wording: Wording) throws {
        let schema = try JSONSchema(JSONParser.parse(wording.schema))
        let violation = try #require(schema.check(JSONParser.parse(wording.value)))
        #expect(violation.path == wording.path)
        #expect(violation.sentence() == wording.sentence)
    }

    static let shapes: JSONValue = [
        "oneOf": [
            [
                "properties": ["kind": ["const": "circle"], "radius": ["type": "number"]],
                "required": ["kind", "radius"],
            ],
            ["properties": ["kind": ["const": "square"], "side": ["type": "number"]], "required": ["kind", "side"]],
        ]
    ]

    @Test("takes the alternative that is meant, by its kind")
    func picksAlternative() throws {
        let schema = try JSONSchema(Self.shapes)
        let missing = try #require(schema.check(["kind": "square", "radius": 1]))
        #expect(missing.sentence() == "The argument 'side' is missing. Accepted: a number.")
        let wrong = try #require(schema.check(["kind": "circle", "radius": "1"]))
        #expect(wrong.argument == "radius")
        let unknown = try #require(schema.check(["kind": "cube", "side": 1]))
        #expect(
            unknown.sentence() == "The argument 'kind' can't be the string 'cube'. Accepted: one of circle, square.")
    }

    @Test("says that several alternatives fit where one may")
    func tellsAmbiguity() throws {
        let schema = try JSONSchema(["oneOf": [["type": "integer"], ["minimum": 2]]])
        let violation = try #require(schema.check(3))
        #expect(violation.expected.contains("only one of these; the value fits 2 of them"))
    }

    @Test("tells of several violations, each place once, up to the limit")
    func tellsSeveral() throws {
        var limits = JSONSchemaLimits()
        limits.maximumViolations = 3
        let schema = try JSONSchema(["items": ["type": "integer", "minimum": 0]], limits: limits)
        let violations = schema.violations(of: ["a", 1, -1, "b", "c"])
        #expect(violations.map(\.path) == ["/0", "/2", "/3"])
    }

    @Test("counts as unknown what only unevaluatedProperties refuses")
    func tellsLeftovers() throws {
        let schema = try JSONSchema(["allOf": [["properties": ["a": true]]], "unevaluatedProperties": false])
        let violation = try #require(schema.check(["a": 1, "b": 2]))
        #expect(violation.problem == .unknown)
        #expect(violation.sentence() == "There is no argument 'b'. Accepted: an object with the members a.")
    }

    @Test("keeps what a caller sends short and free of control characters")
    func boundsText() throws {
        let name = String(repeating: "n", count: 10_000)
        let schema = try JSONSchema(["additionalProperties": ["type": "integer"]])
        let violation = try #require(
            schema.check([name: .string("\u{1B}[31m" + String(repeating: "v", count: 10_000))]))
        #expect(violation.sentence().utf8.count < 400)
        #expect(!violation.sentence().unicodeScalars.contains("\u{1B}"))
    }

    @Test("keeps its words short for a schema that is long")
    func boundsWords() throws {
        let schema = try JSONSchema(["enum": .array((0..<1_000).map { .integer($0) })])
        let violation = try #require(schema.check(-1))
        #expect(violation.expected.hasSuffix("19 and 980 more"))
    }

    @Test("calls the parts as it is told")
    func takesNoun() throws {
        let schema = try JSONSchema(["required": ["total"]])
        let violation = try #require(schema.check([:]))
        #expect(violation.sentence(noun: "member") == "The member 'total' is missing. Accepted: any value.")
    }
}
