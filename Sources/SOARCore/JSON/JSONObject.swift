//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OrderedCollections

/// The members of a JSON object, each name once, in the order in which they were written.
public struct JSONObject: Sendable {
    private var members: OrderedDictionary<Name, JSONValue>

    /// An object without members.
    public init() { members = [:] }

    /// The value of the member of that name; set it to nil to take the member away.
    public subscript(name: String) -> JSONValue? {
        get { members[Name(text: name)] }
        set { members[Name(text: name)] = newValue }
    }

    /// The names, in order.
    public var names: [String] { members.keys.map(\.text) }

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
        return (element.key.text, element.value)
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
        members = OrderedDictionary(
            elements.map { (Name(text: $0), $1) }, uniquingKeysWith: { _, last in last })
    }
}

/// A member's name, compared as RFC 8259 §8.3 has it: code unit by code unit.
///
/// Swift takes canonically equivalent strings for equal, the Kelvin sign for a K; other programs do not.
private struct Name: Hashable, Sendable {
    let text: String

    static func == (lhs: Name, rhs: Name) -> Bool {
        var (left, right) = (lhs.text, rhs.text)
        return left.withUTF8 { left in
            right.withUTF8 { right in unsafe left.count == right.count && left.elementsEqual(right) }
        }
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
