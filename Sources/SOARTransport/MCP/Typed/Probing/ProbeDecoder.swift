//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The decoder that a type is shown: it has a sample of whatever is asked for, and notes it.
struct ProbeDecoder: Decoder {
    let probe: SchemaProbe
    let record: ProbeRecord
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard record.noteObject() else { throw byHand }
        return KeyedDecodingContainer(ProbeMembers(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard record.noteArray() else { throw byHand }
        return ProbeElements(decoder: self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    /// The type does what the compiler doesn't, so that nobody knows what it accepts.
    var byHand: SchemaProbeFailure { probe.failure(Self.self, .decodesByHand) }
}

extension ProbeDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let probed = try probe.sampled(type)
        guard record.note(probed.schema) else { throw byHand }
        return probed.value
    }

    // The protocols have defaults for these, which throw.
    func decode(_ type: Int128.Type) throws -> Int128 { try sample(type) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try sample(type) }

    private func sample<Value: Decodable>(_ type: Value.Type) throws -> Value { try decode(type) }
}
