//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The decoder of one value inside another.
struct JSONDecoding {
    let value: JSONValue
    let path: JSONCodingPath
    let session: JSONDecodingSession

    func member(_ key: any CodingKey, _ value: JSONValue) -> JSONDecoding {
        JSONDecoding(value: value, path: path.appending(key), session: session)
    }

    func element(_ index: Int, _ value: JSONValue) -> JSONDecoding {
        JSONDecoding(value: value, path: path.appending(index), session: session)
    }
}

extension JSONDecoding: Decoder {
    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { session.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw mismatch(JSONObject.self) }
        return KeyedDecodingContainer(JSONKeyedDecoding(decoder: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw mismatch([JSONValue].self) }
        return JSONUnkeyedDecoding(decoder: self, elements: elements)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }
}

extension JSONDecoding: SingleValueDecodingContainer {
    func decodeNil() -> Bool { value.isNull }

    /// Every value is decoded here, whichever container it is in.
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        if let readable = type as? any JSONReadable.Type {
            guard let read = readable.read(value) as? T else { throw mismatch(type) }
            return read
        }
        session.forget()
        do {
            return try T(from: self)
        } catch {
            throw explained(error, type)
        }
    }

    // The protocols have defaults for these, which throw.
    func decode(_ type: Int128.Type) throws -> Int128 { try integer(type) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try integer(type) }

    /// A value that is read as a whole.
    func integer<T: JSONReadable>(_ type: T.Type) throws -> T {
        guard let read = T.read(value) else { throw mismatch(type) }
        return read
    }
}
