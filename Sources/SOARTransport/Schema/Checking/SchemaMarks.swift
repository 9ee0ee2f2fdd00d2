//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Which members or elements of one value keywords have looked at, for `unevaluatedProperties` and `unevaluatedItems`.
struct SchemaMarks: Sendable {
    private var isAll = false
    private var positions: Set<Int> = []

    mutating func insert(_ position: Int) { if !isAll { positions.insert(position) } }

    mutating func insertAll() {
        isAll = true
        positions = []
    }

    mutating func formUnion(_ other: SchemaMarks) {
        if other.isAll { insertAll() } else if !isAll { positions.formUnion(other.positions) }
    }

    func contains(_ position: Int) -> Bool { isAll || positions.contains(position) }
}
