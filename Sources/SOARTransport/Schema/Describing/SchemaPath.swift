//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// A place in a value, as a pointer and as people write it.
struct SchemaPath: Hashable, Sendable {
    /// JSON Pointer (RFC 6901), its names cut to a length.
    private(set) var pointer = ""
    /// The same as in `filters[2].address`.
    private(set) var argument = ""

    /// Names come from the caller and go into a message.
    private static let maximumNameLength = 64

    /// The place of a member inside this one.
    func member(_ name: String) -> SchemaPath {
        let name = name.bounded(to: Self.maximumNameLength)
        var path = self
        path.pointer += "/" + SchemaPointer.escaped(name)
        if !name.isEmpty, name.unicodeScalars.allSatisfy(\.isPlain) {
            path.argument += argument.isEmpty ? name : "." + name
        } else {
            path.argument += argument.isEmpty ? name : "[\"\(name)\"]"
        }
        return path
    }

    /// The place of an element inside this one.
    func element(_ index: Int) -> SchemaPath {
        var path = self
        path.pointer += "/\(index)"
        path.argument += "[\(index)]"
        return path
    }
}

extension Unicode.Scalar {
    /// A letter, a digit, or one of the few signs that names are made of.
    var isPlain: Bool {
        properties.isAlphabetic || properties.numericType != nil || self == "_" || self == "-" || self == "$"
    }
}
