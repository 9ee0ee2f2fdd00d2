//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A type that can say what it accepts before it is decoded.
protocol JSONDescribed {
    /// What is accepted, to be read after "must be".
    static func accepted(insteadOf value: JSONValue?) -> String
}

/// A type whose values are read from one JSON value, whatever its own `init(from:)` does.
protocol JSONReadable: JSONDescribed, Decodable {
    /// The Swift value; nil where the JSON value is none.
    static func read(_ value: JSONValue) -> Self?
}

/// A type whose values are written as one JSON value, whatever its own `encode(to:)` does.
protocol JSONWritable {
    func json() throws(JSONUnwritable) -> JSONValue
}

/// Why there is no JSON for a value.
struct JSONUnwritable: Error {
    var reason: String
}

extension Array: JSONDescribed {
    static func accepted(insteadOf value: JSONValue?) -> String { "an array" }
}

extension Set: JSONDescribed {
    static func accepted(insteadOf value: JSONValue?) -> String { "an array" }
}

extension Dictionary: JSONDescribed {
    /// With keys that are no names, names and values alternate.
    static func accepted(insteadOf value: JSONValue?) -> String {
        Key.self == String.self || Key.self == Int.self || Key.self is any CodingKeyRepresentable.Type
            ? "an object" : "an array"
    }
}

extension Bool: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String { "true or false" }
    static func read(_ value: JSONValue) -> Bool? { value.boolValue }
    func json() -> JSONValue { .bool(self) }
}

extension String: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String { "a string" }
    static func read(_ value: JSONValue) -> String? { value.stringValue }
    func json() -> JSONValue { .string(self) }
}

extension JSONValue: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String { "a JSON value" }
    static func read(_ value: JSONValue) -> JSONValue? { value }
    func json() -> JSONValue { self }
}

extension JSONObject: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String { "an object" }
    static func read(_ value: JSONValue) -> JSONObject? { value.objectValue }
    func json() -> JSONValue { .object(self) }
}
