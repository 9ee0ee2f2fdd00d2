//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OrderedCollections

/// The members of a JSON object, each name once, in the order in which they were written.
public struct JSONObject: Sendable {
    private var members: OrderedDictionary<String, JSONValue>

    /// An object without members.
    public init() { members = [:] }

    /// The value of the member of that name; set it to nil to take the member away.
    public subscript(name: String) -> JSONValue? {
        get { members[name] }
        set { members[name] = newValue }
    }

    /// The names, in order.
    public var names: [String] { Array(members.keys) }

    /// The object with the members of another one, which win.
    public func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for (name, value) in other { merged[name] = value }
        return merged
    }
}

extension JSONObject: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { members.count }
    public subscript(position: Int) -> (name: String, value: JSONValue) {
        let element = members.elements[position]
        return (element.key, element.value)
    }
}

extension JSONObject: Hashable {
    /// Compares by value; the order of the members does not count (RFC 8259 §4).
    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
        lhs.count == rhs.count && lhs.allSatisfy { rhs[$0.name] == $0.value }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(Set(members.keys)) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object; where a name is repeated the last value counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        members = OrderedDictionary(elements, uniquingKeysWith: { _, last in last })
    }
}
