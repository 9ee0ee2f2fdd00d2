//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import SOARTransport
import Testing

/// A property of some type, what its schema is, and what it takes and doesn't.
struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let property: JSONValue
    let isRequired: Bool
    let good: [JSONValue]
    let bad: [JSONValue]
    let schema: @Sendable () throws -> JSONValue
    let decodes: @Sendable (JSONValue) -> Bool

    init<Value: Decodable & Sendable>(
        _ type: Value.Type, _ property: JSONValue, isRequired: Bool = true, good: [JSONValue],
        bad: [JSONValue]
    ) {
        testDescription = "\(type)"
        self.property = property
        self.isRequired = isRequired
        self.good = good
        self.bad = bad
        schema = { try Holder<Value>.schema }
        decodes = { (try? JSONValueDecoder().decode(Holder<Value>.self, from: $0)) != nil }
    }

    init<Value: Decodable & Sendable>(
        optional type: Value.Type, _ property: JSONValue, good: [JSONValue], bad: [JSONValue]
    ) {
        testDescription = "\(type)?"
        self.property = property
        isRequired = false
        self.good = good
        self.bad = bad
        schema = { try Maybe<Value>.schema }
        decodes = { (try? JSONValueDecoder().decode(Maybe<Value>.self, from: $0)) != nil }
    }
}

extension Shape {
    enum Level: String, Decodable, CaseIterable { case low, high }
    enum Stars: Int, Decodable, CaseIterable {
        case one = 1
        case two
    }
    struct Pair: Decodable {
        let key: String
        let value: Int?
    }

    static let all: [Shape] = [
        Shape(Bool.self, ["type": "boolean"], good: [true], bad: [0, "true", nil]),
        Shape(String.self, ["type": "string"], good: ["", "text"], bad: [1, nil, []]),
        Shape(Int.self, ["type": "integer"], good: [-1, 5.0, .integer(.max)], bad: [1.5, "1", nil]),
        Shape(
            Int8.self, ["type": "integer", "minimum": -128, "maximum": 127], good: [-128, 127],
            bad: [-129, 128, 1.5]),
        Shape(
            UInt16.self, ["type": "integer", "minimum": 0, "maximum": 65535], good: [0, 65535],
            bad: [-1, 65536]),
        Shape(
            UInt64.self, ["type": "integer", "minimum": 0], good: [0, .integer(.max)], bad: [-1, "0"]),
        Shape(Int128.self, ["type": "integer"], good: [.integer(.min)], bad: [0.5]),
        Shape(Double.self, ["type": "number"], good: [1, 1.5], bad: ["1.5", nil]),
        Shape(
            Float.self,
            [
                "type": "number", "minimum": .double(-Double(Float.greatestFiniteMagnitude)),
                "maximum": .double(Double(Float.greatestFiniteMagnitude)),
            ],
            good: [1, 0.1], bad: [1e300, "1"]),
        Shape(
            Decimal.self,
            [
                "type": ["number", "string"],
                "pattern": #"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"#,
            ],
            good: [1.5, "0.10", "-12e3"], bad: ["1,5", "", "+1", true]),
        Shape(
            Date.self, ["type": "string", "format": "date-time"], good: ["2026-01-31T08:30:00Z"],
            bad: ["2026-01-31", "now", 0]),
        Shape(
            URL.self, ["type": "string", "format": "uri"], good: ["https://example.com/a"],
            bad: ["https://a b", 1]),
        Shape(
            UUID.self, ["type": "string", "format": "uuid"],
            good: ["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
            bad: ["f81d4fae", ""]),
        Shape(
            Data.self, ["type": "string", "contentEncoding": "base64"], good: ["AP8Q"], bad: [1, nil]),
        Shape(JSONObject.self, ["type": "object"], good: [[:], ["a": [1]]], bad: [[], nil]),
        Shape(
            [String].self, ["type": "array", "items": ["type": "string"]], good: [[], ["a"]],
            bad: [["a", 1], "a"]),
        Shape(
            Set<Int>.self, ["type": "array", "items": ["type": "integer"]], good: [[1, 1]], bad: [[1.5]]),
        Shape(
            [[Bool?]].self,
            ["type": "array", "items": ["type": "array", "items": ["type": ["boolean", "null"]]]],
            good: [[[true, nil]]], bad: [[nil], [[1]]]),
        Shape(
            [String: UInt8].self,
            [
                "type": "object",
                "additionalProperties": ["type": "integer", "minimum": 0, "maximum": 255],
            ],
            good: [[:], ["a": 1]], bad: [["a": 256], [1]]),
        Shape(
            Level.self, ["type": "string", "enum": ["low", "high"]], good: ["low"], bad: ["LOW", 1, nil]),
        Shape(Stars.self, ["type": "integer", "enum": [1, 2]], good: [2], bad: [3, "1"]),
        Shape(
            [Pair].self,
            [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": ["key": ["type": "string"], "value": ["type": ["integer", "null"]]],
                    "required": ["key"], "additionalProperties": false,
                ],
            ],
            good: [[["key": "a"], ["key": "b", "value": nil]]], bad: [[["value": 1]], [["key": 1]]]),
        Shape(optional: Int.self, ["type": ["integer", "null"]], good: [nil, 1], bad: ["1", 1.5]),
        Shape(
            optional: Level.self, ["type": ["string", "null"], "enum": ["low", "high", nil]],
            good: [nil, "high"],
            bad: ["none", false]),
        Shape(optional: JSONValue.self, [:], good: [nil, 1, [1]], bad: []),
    ]
}

/// A type with one property.
struct Holder<Value: Decodable & Sendable>: ToolInput {
    let it: Value
}

/// A type with one property that may be absent.
struct Maybe<Value: Decodable & Sendable>: ToolInput {
    let it: Value?
}
