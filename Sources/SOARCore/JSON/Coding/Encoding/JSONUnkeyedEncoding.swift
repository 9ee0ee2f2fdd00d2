//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The elements of an array, one after the other.
struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
    let encoder: JSONEncoding

    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.slot.count }

    func encodeNil() throws { encoder.slot.element().put(.null) }

    func encode<T: Encodable>(_ value: T) throws { try element().encode(value) }

    // The protocols have defaults for these, which throw.
    func encode(_ value: Int128) throws { try element().integer(value) }
    func encode(_ value: UInt128) throws { try element().integer(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        element().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }

    func superEncoder() -> any Encoder { element() }

    private func element() -> JSONEncoding { encoder.moved(to: encoder.slot.element()) }
}
