//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The members of a sample object: each that is asked for is there.
struct ProbeMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let decoder: ProbeDecoder
    private let asked = Asked()
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    /// The names that a type has asked for whether they are there: it does without them.
    private final class Asked {
        var names: Set<String> = []
    }

    init(decoder: ProbeDecoder) { self.decoder = decoder }

    func contains(_ key: Key) -> Bool {
        asked.names.insert(key.stringValue)
        return true
    }

    func decodeNil(forKey key: Key) -> Bool {
        asked.names.insert(key.stringValue)
        return false
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let name = key.stringValue
        let probed = try decoder.probe.inside(name).sampled(type)
        if type is any ExpressibleByNilLiteral.Type { asked.names.insert(name) }
        try note(name, probed.schema)
        return probed.value
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        asked.names.insert(key.stringValue)
        try note(key.stringValue, try decoder.probe.inside(key.stringValue).schema(of: type))
        return nil
    }

    // The protocols have defaults for these, which throw.
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try sample(type, key) }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try sample(type, key) }

    private func sample<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value {
        try decode(type, forKey: key)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw decoder.byHand }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw decoder.byHand }
    func superDecoder() throws -> any Decoder { throw decoder.byHand }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw decoder.byHand }

    private func note(_ name: String, _ schema: JSONValue) throws {
        let isOptional = asked.names.contains(name)
        let schema = isOptional ? schema.orNull : schema
        guard decoder.record.note(name, schema, isRequired: !isOptional) else { throw decoder.byHand }
    }
}
