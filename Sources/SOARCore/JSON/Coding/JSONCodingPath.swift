//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A place in a value, from the outside in.
///
/// A list that shares its beginning with the places beside it, for every value that is decoded has one.
enum JSONCodingPath: Sendable {
    case root
    indirect case child(of: JSONCodingPath, key: any CodingKey, depth: Int)

    /// How many arrays and objects are around the place.
    var depth: Int {
        switch self {
        case .root: 0
        case .child(_, _, let depth): depth
        }
    }

    /// The same as the coder protocols have it.
    var keys: [any CodingKey] {
        var keys: [any CodingKey] = []
        keys.reserveCapacity(depth)
        var rest = self
        while case .child(let parent, let key, _) = rest {
            keys.append(key)
            rest = parent
        }
        return keys.reversed()
    }

    /// The place as people write it: `filter.tags[2]`; empty for the root.
    var text: String { Self.text(keys) }

    func appending(_ key: any CodingKey) -> JSONCodingPath { .child(of: self, key: key, depth: depth + 1) }

    func appending(_ index: Int) -> JSONCodingPath { appending(JSONIndexKey(index)) }
}

extension JSONCodingPath {
    private static let maximumNameLength = 40
    /// Of a deeper place only the end is shown.
    private static let maximumParts = 16

    /// A place as people write it: `filter.tags[2]`; empty for the root.
    static func text(_ keys: [any CodingKey]) -> String {
        var text = ""
        for key in keys.suffix(maximumParts) {
            if let index = (key as? JSONIndexKey)?.intValue {
                text += "[\(index)]"
                continue
            }
            // Names in a dictionary come from the caller.
            let name = key.stringValue.bounded(to: maximumNameLength)
            if !name.isEmpty, name.unicodeScalars.allSatisfy(isPlain) {
                text += text.isEmpty ? name : "." + name
            } else {
                text += "[\(JSONValue.string(name).text())]"
            }
        }
        return keys.count > maximumParts ? "…" + text : text
    }

    /// A letter, a digit, one of the few signs that names are made of, or the mark of a cut.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "_-$…".unicodeScalars.contains(scalar)
    }
}

/// The place of an element in an array.
struct JSONIndexKey: CodingKey {
    let index: Int

    init(_ index: Int) { self.index = index }
    init(intValue: Int) { index = intValue }
    init?(stringValue: String) {
        guard let index = Int(stringValue) else { return nil }
        self.index = index
    }

    var stringValue: String { "Index \(index)" }
    var intValue: Int? { index }
}

/// The place of a member whose name is known only when it is met.
struct JSONNameKey: CodingKey {
    /// What the superclass's part is called where no name is given.
    static let `super` = JSONNameKey(stringValue: "super")

    let stringValue: String

    init(stringValue: String) { self.stringValue = stringValue }
    init(intValue: Int) { stringValue = String(intValue) }

    var intValue: Int? { Int(stringValue) }
}
