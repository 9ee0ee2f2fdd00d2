//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

import struct Foundation.Data
import struct Foundation.Date
import struct Foundation.Decimal
import struct Foundation.URL

/// Reads a JSON Schema from a `Decodable` type, by having it decode a made-up value and watching what it asks for.
enum SchemaProbe {
    /// How deep types may be inside each other; one that contains itself has no end.
    static let maximumDepth = 16

    /// The schema of a tool's arguments.
    ///
    /// - Throws: ``MCPRegistrationError`` for a type that takes no made-up value, or is no object.
    static func schema<Input: ToolInput>(of type: Input.Type) throws(MCPRegistrationError) -> JSONValue {
        if let schema = Input.schema { return schema }
        let probed: JSONValue
        do {
            probed = try probe(type, depth: 0).schema
        } catch {
            throw MCPRegistrationError("No schema can be read from \(type): give it one in 'schema'. (\(error))")
        }
        guard case .object(var members) = probed, case .object(var properties)? = members["properties"] else {
            throw MCPRegistrationError("\(type) is no object of named members: give it a 'schema'.")
        }
        for (name, description) in Input.descriptions {
            guard case .object(var property)? = properties[name] else {
                throw MCPRegistrationError("\(type) describes '\(name)', which it has not.")
            }
            property["description"] = .string(description)
            properties[name] = .object(property)
        }
        members["properties"] = .object(properties)
        return .object(members)
    }

    /// The schema of a type, and a value of it.
    static func probe<Value: Decodable>(
        _ type: Value.Type, depth: Int
    ) throws -> (schema: JSONValue, value: Value) {
        guard depth < maximumDepth else { throw ProbeFailure("\(type) is too deep.") }
        if let known = known(type) { return known }
        if let cases = type as? any CaseIterable.Type, let choice = choices(cases, as: type) { return choice }
        let watcher = ProbeWatcher(depth: depth)
        let value = try type.init(from: watcher)
        return (watcher.schema, value)
    }

    /// The types that are decoded in a way of their own.
    private static func known<Value: Decodable>(_ type: Value.Type) -> (schema: JSONValue, value: Value)? {
        let found: (JSONValue, any Sendable)? =
            switch type {
            case is JSONValue.Type: ([:], JSONValue.null)
            case is JSONObject.Type: (["type": "object"], JSONObject())
            case is Date.Type: (["type": "string", "format": "date-time"], Date(timeIntervalSince1970: 0))
            case is Data.Type: (["type": "string", "contentEncoding": "base64"], Data())
            case is Decimal.Type: (["type": "number"], Decimal(0))
            case is URL.Type: URL(string: "https://example.org").map { (["type": "string", "format": "uri"], $0) }
            default: nil
            }
        return found.flatMap { schema, value in (value as? Value).map { (schema, $0) } }
    }

    private static func choices<Cases: CaseIterable, Value>(
        _ cases: Cases.Type, as type: Value.Type
    ) -> (schema: JSONValue, value: Value)? {
        let all = Array(cases.allCases)
        guard let first = all.first as? Value else { return nil }
        let names = all.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        if !all.isEmpty, names.count == all.count {
            return (["type": "string", "enum": JSONValue(names)], first)
        }
        let numbers = all.compactMap { ($0 as? any RawRepresentable)?.rawValue as? Int }
        guard !all.isEmpty, numbers.count == all.count else { return nil }
        return (["type": "integer", "enum": .array(numbers.map { JSONValue($0) })], first)
    }
}

/// Why a type can't be read.
struct ProbeFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
