//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The values that `enum` or `const` lists.
struct SchemaChoices: Sendable {
    /// From this many on they are looked up, not compared one by one.
    private static let longList = 8

    let values: [JSONValue]
    private let index: Set<SchemaValue>?

    init(_ values: [JSONValue]) {
        self.values = values
        index = values.count >= Self.longList ? Set(values.map(SchemaValue.init)) : nil
    }

    func contains(_ value: JSONValue) -> Bool {
        if let index { return index.contains(SchemaValue(value)) }
        return values.contains { SchemaValue($0) == SchemaValue(value) }
    }
}
