//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The members of an object, in the order in which they are encoded.
struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONEncoding

    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) throws { encoder.slot.member(key).put(.null) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try member(key).encode(value) }

    // The protocols have defaults for these, which throw.
    func encode(_ value: Int128, forKey key: Key) throws { try member(key).integer(value) }
    func encode(_ value: UInt128, forKey key: Key) throws { try member(key).integer(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder.moved(to: encoder.slot.openMember(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.moved(to: encoder.slot.openMember(key)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder.moved(to: encoder.slot.openMember(JSONNameKey.super)) }

    func superEncoder(forKey key: Key) -> any Encoder { encoder.moved(to: encoder.slot.openMember(key)) }

    private func member(_ key: Key) -> JSONEncoding { encoder.moved(to: encoder.slot.member(key)) }
}
