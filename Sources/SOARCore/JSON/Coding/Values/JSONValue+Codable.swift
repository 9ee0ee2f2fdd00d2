//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// ``JSONValueDecoder`` and ``JSONValueEncoder`` take a value as it is; with other coders this is what happens.
extension JSONValue: Codable {
    /// Takes whatever the decoder has: a number is an ``integer(_:)`` where it is one.
    ///
    /// - Throws: `DecodingError` where the decoder has something that JSON has not.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let integer = try? container.decode(Int64.self) {
            self = .integer(integer)
        } else if let double = try? container.decode(Double.self) {
            self = .double(double)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode(JSONObject.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let integer): try container.encode(integer)
        case .double(let double): try container.encode(double)
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSONObject: Codable {
    /// Takes the members in the decoder's order, which need not be the one in which they were written.
    ///
    /// - Throws: `DecodingError` where the decoder has no object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: JSONNameKey.self)
        self.init()
        for key in container.allKeys { self[key.stringValue] = try container.decode(JSONValue.self, forKey: key) }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: JSONNameKey.self)
        for (name, value) in self { try container.encode(value, forKey: JSONNameKey(stringValue: name)) }
    }
}
