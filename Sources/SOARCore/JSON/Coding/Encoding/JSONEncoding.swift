//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What all encoders of one value share.
struct JSONEncodingSession {
    let userInfo: [CodingUserInfoKey: Any]
    let maximumDepth: Int
}

/// The encoder of one value inside another.
struct JSONEncoding {
    let slot: JSONSlot
    let session: JSONEncodingSession

    func moved(to slot: JSONSlot) -> JSONEncoding { JSONEncoding(slot: slot, session: session) }
}

extension JSONEncoding: Encoder {
    var codingPath: [any CodingKey] { slot.path.keys }
    var userInfo: [CodingUserInfoKey: Any] { session.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.becomeObject()
        return KeyedEncodingContainer(JSONKeyedEncoding(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.becomeArray()
        return JSONUnkeyedEncoding(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension JSONEncoding: SingleValueEncodingContainer {
    func encodeNil() throws { slot.put(.null) }

    /// Every value is encoded here, whichever container it is in.
    func encode<T: Encodable>(_ value: T) throws {
        guard let writable = value as? any JSONWritable else {
            guard slot.path.depth <= session.maximumDepth else { throw slot.tooDeep(session.maximumDepth) }
            return try value.encode(to: self)
        }
        do throws(JSONUnwritable) {
            slot.put(try writable.json())
        } catch {
            throw slot.fault(value, error.reason)
        }
    }

    // The protocols have defaults for these, which throw.
    func encode(_ value: Int128) throws { try integer(value) }
    func encode(_ value: UInt128) throws { try integer(value) }

    func integer(_ value: some JSONWritable) throws {
        do throws(JSONUnwritable) {
            slot.put(try value.json())
        } catch {
            throw slot.fault(value, error.reason)
        }
    }
}
