//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What a type has asked of its decoder.
final class ProbeRecord {
    private enum Shape {
        case nothing
        case value(JSONValue)
        case array(items: JSONValue?)
        case object(properties: JSONObject, required: [String])
    }

    private let isClosed: Bool
    private var shape = Shape.nothing

    init(isClosed: Bool) { self.isClosed = isClosed }

    /// Notes a value that is decoded as a whole; false where something else was asked for before.
    func note(_ schema: JSONValue) -> Bool {
        guard case .nothing = shape else { return false }
        shape = .value(schema)
        return true
    }

    /// Notes an array; false where something else was asked for before.
    func noteArray() -> Bool {
        guard case .nothing = shape else { return false }
        shape = .array(items: nil)
        return true
    }

    /// Notes what the elements are; false where that is not the first time.
    func noteItems(_ schema: JSONValue) -> Bool {
        guard case .array(nil) = shape else { return false }
        shape = .array(items: schema)
        return true
    }

    /// Notes an object; false where something else was asked for before.
    func noteObject() -> Bool {
        switch shape {
        case .nothing: shape = .object(properties: [:], required: [])
        case .object: break
        case .value, .array: return false
        }
        return true
    }

    /// Notes a property; false where it was another one before.
    func note(_ name: String, _ schema: JSONValue, isRequired: Bool) -> Bool {
        guard case .object(var properties, var required) = shape else { return false }
        guard properties[name] == nil || properties[name] == schema else { return false }
        properties[name] = schema
        if isRequired, !required.contains(name) { required.append(name) }
        shape = .object(properties: properties, required: required)
        return true
    }

    /// The schema of the type, with what it says of its properties.
    ///
    /// - Throws: ``MCPRegistrationError`` where it speaks of properties that it has not.
    func schema(of type: Any.Type) throws(MCPRegistrationError) -> JSONValue {
        switch shape {
        case .value(let schema): return schema
        case .array(let items): return ["type": "array", "items": items ?? [:]]
        case .nothing: return .object(try object([:], [], type))
        case .object(let properties, let required): return .object(try object(properties, required, type))
        }
    }

    private func object(
        _ properties: JSONObject, _ required: [String], _ type: Any.Type
    ) throws(MCPRegistrationError) -> JSONObject {
        var properties = properties
        for (name, text) in (type as? any DescribedProperties.Type)?.descriptions ?? [:] {
            try Self.set("description", .string(text), name, &properties, type)
        }
        for name in (type as? any ToolInput.Type)?.secrets ?? [] {
            try Self.set("writeOnly", true, name, &properties, type)
        }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = JSONValue(required) }
        if isClosed { schema["additionalProperties"] = false }
        return schema
    }

    private static func set(
        _ keyword: String, _ value: JSONValue, _ name: String, _ properties: inout JSONObject, _ type: Any.Type
    ) throws(MCPRegistrationError) {
        guard case .object(var property)? = properties[name] else {
            let known = properties.isEmpty ? "none" : properties.names.joined(separator: ", ")
            throw MCPRegistrationError("The type '\(type)' speaks of a property '\(name)'. It has: \(known).")
        }
        property[keyword] = value
        properties[name] = .object(property)
    }
}
