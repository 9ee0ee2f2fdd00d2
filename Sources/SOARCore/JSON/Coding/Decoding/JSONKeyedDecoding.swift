//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The members of an object, by the keys of a type.
struct JSONKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: JSONDecoding
    let members: JSONObject

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.names.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(of: key, nil).value.isNull }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try decoder(of: key, type).decode(type)
    }

    // The protocols have defaults for these, which throw.
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try decoder(of: key, type).integer(type) }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try decoder(of: key, type).integer(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(of: key, JSONObject.self).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(of: key, [JSONValue].self).unkeyedContainer()
    }

    /// The superclass's part; it may be absent, and finds out by itself.
    func superDecoder() throws -> any Decoder { superDecoder(JSONNameKey.super) }

    func superDecoder(forKey key: Key) throws -> any Decoder { superDecoder(key) }

    private func superDecoder(_ key: any CodingKey) -> any Decoder {
        decoder.member(key, members[key.stringValue] ?? .null)
    }

    private func decoder(of key: Key, _ type: Any.Type?) throws -> JSONDecoding {
        if let value = members[key.stringValue] { return decoder.member(key, value) }
        guard type is any JSONNullable.Type else { throw decoder.missing(key, type) }
        return decoder.member(key, .null)
    }
}

/// A type for which absent and null are the same.
protocol JSONNullable {}

extension Optional: JSONNullable {}
