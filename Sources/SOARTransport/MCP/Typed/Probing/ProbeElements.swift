//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The elements of a sample array: one, to see what it is.
struct ProbeElements: UnkeyedDecodingContainer {
    private let decoder: ProbeDecoder
    let codingPath: [any CodingKey] = []
    let count: Int? = nil
    private(set) var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(decoder: ProbeDecoder) { self.decoder = decoder }

    func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let probed = try decoder.probe.inside(nil).sampled(type)
        guard decoder.record.noteItems(probed.schema) else { throw decoder.byHand }
        currentIndex += 1
        return probed.value
    }

    // The protocols have defaults for these, which throw.
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try sample(type) }
    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try sample(type) }

    private mutating func sample<Value: Decodable>(_ type: Value.Type) throws -> Value { try decode(type) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        throw decoder.byHand
    }
    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw decoder.byHand }
    func superDecoder() throws -> any Decoder { throw decoder.byHand }
}
