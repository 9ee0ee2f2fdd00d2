//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Makes schemas and values, the same ones for the same seed.
struct SchemaSource {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    private mutating func number(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

    private let names = ["a", "b", "c", "é", ""]

    mutating func value(depth: Int) -> JSONValue {
        switch number(below: depth > 0 ? 9 : 6) {
        case 0: return nil
        case 1: return .bool(number(below: 2) == 0)
        case 2: return .integer(Int64(number(below: 7) - 3))
        case 3: return .double(Double(number(below: 13) - 6) / 2)
        case 4, 5: return .string(pick(["", "a", "ab", "b1", "é", "😀", "2026-01-31", "192.0.2.1"]))
        case 6: return .array((0..<number(below: 4)).map { _ in value(depth: depth - 1) })
        default:
            var members: JSONObject = [:]
            for _ in 0..<number(below: 4) { members[pick(names)] = value(depth: depth - 1) }
            return .object(members)
        }
    }

    mutating func schema(depth: Int) -> JSONValue {
        guard depth > 0 else { return pick([true, false, ["type": "integer"], ["type": "string"], [:]]) }
        var members: JSONObject = [:]
        for _ in 0...number(below: 3) { add(to: &members, depth: depth - 1) }
        return .object(members)
    }

    private mutating func schemas(depth: Int) -> JSONValue {
        .array((0...number(below: 2)).map { _ in schema(depth: depth) })
    }

    private mutating func add(to members: inout JSONObject, depth: Int) {
        switch number(below: 24) {
        case 0: members["type"] = .string(pick(["null", "boolean", "integer", "number", "string", "array", "object"]))
        case 1: members["type"] = ["integer", "string", "object"]
        case 2: members["enum"] = .array((0...number(below: 3)).map { _ in value(depth: 1) })
        case 3: members[pick(["minimum", "exclusiveMinimum"])] = .integer(Int64(number(below: 4) - 2))
        case 4: members[pick(["maximum", "exclusiveMaximum"])] = .double(Double(number(below: 9)) / 2)
        case 5: members["multipleOf"] = pick([2, 0.5, 1.5])
        case 6: members[pick(["minLength", "minItems", "minProperties"])] = .integer(Int64(number(below: 3)))
        case 7: members[pick(["maxLength", "maxItems", "maxProperties"])] = .integer(Int64(number(below: 3)))
        case 8: members["pattern"] = .string(pick(["^a", "b$", "^(a|b)*1?$", "\\d", "^\\p{L}+$", "(?=a)ab"]))
        case 9: members["format"] = .string(pick(["date", "ipv4", "other"]))
        case 10: members["uniqueItems"] = true
        case 11: members["items"] = schema(depth: depth)
        case 12: members["prefixItems"] = schemas(depth: depth)
        case 13:
            members["contains"] = schema(depth: depth)
            members["maxContains"] = .integer(Int64(number(below: 3)))
        case 14: members["required"] = .array([.string(pick(names))])
        case 15: members["properties"] = [pick(names): schema(depth: depth)]
        case 16: members["patternProperties"] = [pick(["^a", "^[bc]$"]): schema(depth: depth)]
        case 17: members["additionalProperties"] = schema(depth: depth)
        case 18: members["dependentSchemas"] = [pick(names): schema(depth: depth)]
        case 19: members[pick(["allOf", "anyOf", "oneOf"])] = schemas(depth: depth)
        case 20: members["not"] = schema(depth: depth)
        case 21:
            members["if"] = schema(depth: depth)
            members[pick(["then", "else"])] = schema(depth: depth)
        case 22: members["unevaluatedProperties"] = schema(depth: depth)
        default: members["unevaluatedItems"] = schema(depth: depth)
        }
    }

    /// Keywords with values of any kind.
    mutating func nonsense(depth: Int) -> JSONValue {
        guard depth > 0, number(below: 4) > 0 else { return value(depth: 1) }
        let keywords = [
            "$ref", "$id", "$schema", "$anchor", "$defs", "type", "enum", "const", "minimum", "maxLength", "pattern",
            "items",
            "prefixItems", "contains", "properties", "patternProperties", "required", "allOf", "not", "if", "then",
            "format",
            "dependentRequired", "propertyNames", "unevaluatedProperties",
        ]
        var members: JSONObject = [:]
        for _ in 0..<number(below: 4) {
            let isText = number(below: 3) == 0
            members[pick(keywords)] =
                isText
                ? .string(pick(["#", "#/$defs", "#/not", "#a", "(", "[a-", "\\", "a{2,1}"]))
                : nonsense(depth: depth - 1)
        }
        return .object(members)
    }
}
