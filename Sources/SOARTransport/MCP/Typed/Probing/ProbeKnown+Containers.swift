//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Optional: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) throws -> JSONValue {
        guard let type = Wrapped.self as? any Decodable.Type else {
            throw probe.failure(Wrapped.self, .decodesByHand)
        }
        return try probe.schema(of: type).orNull
    }
    static var probeSample: Wrapped? { nil }
}

extension Dictionary: ProbeKnown {
    /// Only with strings for keys it is an object; most other keys make it an array.
    static func probeSchema(_ probe: SchemaProbe) throws -> JSONValue {
        guard Key.self == String.self, let type = Value.self as? any Decodable.Type else {
            throw probe.failure(Self.self, .hasOtherKeys)
        }
        return ["type": "object", "additionalProperties": try probe.inside("*").schema(of: type)]
    }
    static var probeSample: [Key: Value] { [:] }
}

extension JSONValue {
    /// The schema of what this one accepts, or null.
    var orNull: JSONValue {
        guard case .object(var schema) = self else { return self }
        if schema.isEmpty { return self }
        guard let type = schema["type"], schema["const"] == nil, schema["$ref"] == nil else {
            return ["anyOf": [self, ["type": "null"]]]
        }
        let types = type.arrayValue ?? [type]
        if types.contains("null") { return self }
        schema["type"] = .array(types + ["null"])
        if case .array(let choices)? = schema["enum"] { schema["enum"] = .array(choices + [.null]) }
        return .object(schema)
    }
}
