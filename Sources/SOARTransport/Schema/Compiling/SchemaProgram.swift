//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// A schema made ready: its parts in a list, referring to one another by their place in it.
final class SchemaProgram: Sendable {
    let nodes: [SchemaNode]
    /// Where each `$ref` leads.
    let references: [Int]
    let patterns: [SchemaPattern]
    let root: Int

    init(nodes: [SchemaNode], references: [Int], patterns: [SchemaPattern], root: Int) {
        self.nodes = nodes
        self.references = references
        self.patterns = patterns
        self.root = root
    }
}

/// One schema: what it asserts, in the order in which that is checked, and what it says of itself.
struct SchemaNode: Sendable {
    var assertions: [SchemaAssertion] = []
    /// Has `unevaluatedProperties` or `unevaluatedItems`, so it must know what its other keywords looked at.
    var looksAtRest = false
    /// Values are not to be repeated to anybody: `writeOnly`, or the format `password`.
    var isSecret = false
    /// Where it stands in the document.
    var location = ""
}
