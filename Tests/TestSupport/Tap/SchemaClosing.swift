//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Makes the official definitions strict: a member that the revision doesn't know is a fault, at any depth.
///
/// The schemas let every object have more members than they name. What is open on purpose stays open: `_meta`, the
/// schemas that tools publish, and whatever says itself which other members it may have.
struct SchemaClosing {
    /// Definitions that others are made of, and those of `_meta`.
    private static let open: Set = ["Result", "Task"]
    private static let openMembers: Set = ["_meta", "inputSchema", "outputSchema"]
    private static let base64: JSONValue =
        "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"

    /// The definitions of one revision, closed.
    static func close(_ definitions: JSONObject, isDraft7: Bool) -> JSONObject {
        var closed = JSONObject()
        for (name, schema) in definitions {
            if open.contains(name) || name.hasSuffix("MetaObject") {
                closed[name] = schema
            } else {
                closed[name] = close(isDraft7 ? withEnvelope(schema, name) : schema)
            }
        }
        // The official one is any `Result`, to which anything may be added.
        closed["EmptyResult"] = definitions["Result"].map { result in
            var members = result.objectValue ?? [:]
            members["additionalProperties"] = false
            return .object(members)
        }
        return closed
    }

    /// Until 2025-06-18 the definitions of methods leave out what JSON-RPC adds to them.
    private static func withEnvelope(_ schema: JSONValue, _ name: String) -> JSONValue {
        let isRequest = name.hasSuffix("Request")
        guard isRequest || name.hasSuffix("Notification"), schema["properties"]?["method"] != nil,
            !name.hasPrefix("JSONRPC"), var members = schema.objectValue,
            var properties = members["properties"]?.objectValue
        else { return schema }
        properties["jsonrpc"] = ["const": "2.0"]
        if isRequest { properties["id"] = ["type": ["string", "integer"]] }
        if var params = properties["params"]?.objectValue, var inner = params["properties"]?.objectValue {
            inner["_meta"] = inner["_meta"] ?? ["type": "object"]
            params["properties"] = .object(inner)
            properties["params"] = .object(params)
        }
        members["properties"] = .object(properties)
        let required = members["required"]?.arrayValue ?? []
        members["required"] = .array(required + (isRequest ? ["jsonrpc", "id"] : ["jsonrpc"]))
        return .object(members)
    }

    private static func close(_ schema: JSONValue, isPart: Bool = false) -> JSONValue {
        guard var members = schema.objectValue else { return schema }
        if let properties = members["properties"]?.objectValue, !properties.isEmpty {
            var closed = JSONObject()
            for (name, inner) in properties { closed[name] = openMembers.contains(name) ? inner : close(inner) }
            members["properties"] = .object(closed)
            if members["additionalProperties"] == nil, !isPart { members["additionalProperties"] = false }
        }
        for keyword in ["items", "additionalProperties"] {
            if let inner = members[keyword] { members[keyword] = close(inner) }
        }
        for keyword in ["anyOf", "oneOf", "allOf"] {
            guard let parts = members[keyword]?.arrayValue else { continue }
            members[keyword] = .array(parts.map { close($0, isPart: keyword == "allOf") })
        }
        if members["format"] == "byte" { members["pattern"] = base64 }
        return .object(members)
    }
}
