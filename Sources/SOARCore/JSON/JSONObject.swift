//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The members of a JSON object, each name once, in the order in which they were written.
///
/// The objects of a message have a handful of members, which are looked through; larger ones have an index.
public struct JSONObject: Sendable {
    private struct Member: Sendable {
        let name: ExactText
        var value: JSONValue
    }

    /// From more members on there is an index: who sends many must not make each of them dear.
    private static let maximumUnindexed = 12

    private var members: [Member] = []
    /// Where each name is, where there are many.
    private var positions: [ExactText: Int]?
    /// What ``keepingText()`` has kept.
    private(set) var text: [UInt8]?

    /// An object without members.
    public init() {}

    init(_ elements: [(String, JSONValue)]) {
        members.reserveCapacity(elements.count)
        for (name, value) in elements { self[name] = value }
    }

    /// The value of the member of that name; set it to nil to take the member away.
    public subscript(name: String) -> JSONValue? {
        get { position(of: ExactText(name)).map { members[$0].value } }
        set {
            text = nil
            let name = ExactText(name)
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (nil, let value?): add(Member(name: name, value: value))
            case (let position?, nil):
                members.remove(at: position)
                positions = nil
                index()
            case (nil, nil): break
            }
        }
    }

    /// The names, in order.
    public var names: [String] { members.map(\.name.text) }

    /// The object with the members of another one, which win.
    public func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for (name, value) in other { merged[name] = value }
        return merged
    }

    /// The object with its compact text beside it, as long as nothing of it is changed: for what is written more than once.
    public func keepingText() -> JSONObject {
        var object = self
        object.text = JSONValue.object(self).encoded()
        return object
    }

    /// Whether there is a member of that name.
    func contains(_ name: String) -> Bool { position(of: ExactText(name)) != nil }

    /// Adds a member whose name is known to be new.
    mutating func append(_ value: JSONValue, named name: String) {
        text = nil
        add(Member(name: ExactText(name), value: value))
    }

    private mutating func add(_ member: Member) {
        positions?[member.name] = members.count
        members.append(member)
        index()
    }

    private mutating func index() {
        guard positions == nil, members.count > Self.maximumUnindexed else { return }
        positions = Dictionary(uniqueKeysWithValues: zip(members.map(\.name), members.indices))
    }

    private func position(of name: ExactText) -> Int? {
        if let positions { return positions[name] }
        // Without taking each name out, which would count its references.
        let members = members.span
        for position in members.indices where members[position].name == name { return position }
        return nil
    }
}

extension JSONObject: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { members.count }
    public subscript(position: Int) -> (name: String, value: JSONValue) {
        (members[position].name.text, members[position].value)
    }
}

extension JSONObject: Hashable {
    /// Compares by value; the order of the members does not count (RFC 8259 §4).
    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
        lhs.count == rhs.count && lhs.allSatisfy { rhs[$0.name] == $0.value }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(Set(members.map(\.name))) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object; where a name is repeated the last value counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
