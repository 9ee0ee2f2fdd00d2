//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The decoder that a type is shown: it has whatever is asked for, and notes it.
final class ProbeWatcher: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    let depth: Int
    var schema: JSONValue = [:]

    init(depth: Int) { self.depth = depth }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(ProbeMembers<Key>(watcher: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { ProbeElements(watcher: self) }

    func singleValueContainer() -> any SingleValueDecodingContainer { ProbeSingle(watcher: self) }
}

/// The members of an object: all there are, for as many as are asked for.
private struct ProbeMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let watcher: ProbeWatcher
    let codingPath: [any CodingKey] = []
    /// A dictionary finds none, and stays empty.
    let allKeys: [Key] = []

    init(watcher: ProbeWatcher) {
        self.watcher = watcher
        watcher.schema = ["type": "object", "properties": [:], "additionalProperties": false]
    }

    func contains(_ key: Key) -> Bool { true }

    /// Only an optional member is asked for this.
    func decodeNil(forKey key: Key) -> Bool {
        note(key.stringValue, [:], isRequired: false)
        return false
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let (schema, value) = try SchemaProbe.probe(type, depth: watcher.depth + 1)
        let isKnown = watcher.schema["properties"]?[key.stringValue] != nil
        note(key.stringValue, schema, isRequired: !isKnown)
        return value
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        throw ProbeFailure("It reads '\(key.stringValue)' in a way of its own.")
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw ProbeFailure("It reads '\(key.stringValue)' in a way of its own.")
    }

    func superDecoder() throws -> any Decoder { throw ProbeFailure("It inherits from another type.") }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw ProbeFailure("It inherits from another type.") }

    private func note(_ name: String, _ schema: JSONValue, isRequired: Bool) {
        guard case .object(var members) = watcher.schema else { return }
        var properties = members["properties"]?.objectValue ?? [:]
        properties[name] = schema
        members["properties"] = .object(properties)
        if isRequired {
            members["required"] = .array((members["required"]?.arrayValue ?? []) + [.string(name)])
        }
        watcher.schema = .object(members)
    }
}

/// The elements of an array: one, to see what they are.
private struct ProbeElements: UnkeyedDecodingContainer {
    let watcher: ProbeWatcher
    let codingPath: [any CodingKey] = []
    let count: Int? = 1
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(watcher: ProbeWatcher) {
        self.watcher = watcher
        watcher.schema = ["type": "array"]
    }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (schema, value) = try SchemaProbe.probe(type, depth: watcher.depth + 1)
        watcher.schema = ["type": "array", "items": schema]
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        throw ProbeFailure("It reads an array in a way of its own.")
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw ProbeFailure("It reads an array in a way of its own.")
    }

    mutating func superDecoder() throws -> any Decoder { throw ProbeFailure("It inherits from another type.") }
}

/// A value that is no object and no array.
private struct ProbeSingle: SingleValueDecodingContainer {
    let watcher: ProbeWatcher
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let found: (JSONValue, any Sendable)? =
            switch type {
            case is Bool.Type: (["type": "boolean"], false)
            case is String.Type: (["type": "string"], "")
            case is Double.Type: (["type": "number"], 0.0)
            case is Float.Type: (["type": "number"], Float(0))
            default: nil
            }
        if let (schema, value) = found, let value = value as? Value {
            watcher.schema = schema
            return value
        }
        if let type = type as? any FixedWidthInteger.Type, let value = Self.zero(type) as? Value {
            watcher.schema = Self.integer(type)
            return value
        }
        let (schema, value) = try SchemaProbe.probe(type, depth: watcher.depth + 1)
        watcher.schema = schema
        return value
    }

    private static func zero<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer { .zero }

    /// Bounds where they are narrower than what a number can be here.
    private static func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) -> JSONValue {
        var members: JSONObject = ["type": "integer"]
        if Integer.min > Int64.min { members["minimum"] = .integer(Int64(Integer.min)) }
        if Integer.max < Int64.max { members["maximum"] = .integer(Int64(Integer.max)) }
        return .object(members)
    }
}
