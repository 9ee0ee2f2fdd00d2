//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Finds schemas that lead back to themselves without looking at a part of the value: their check would never end.
struct SchemaCycles {
    private let program: SchemaProgram

    init(_ program: SchemaProgram) { self.program = program }

    /// - Throws: ``JSONSchemaError`` that names a schema of the circle.
    func refuse() throws(JSONSchemaError) {
        var successors: [[Int]] = []
        var incoming = Array(repeating: 0, count: program.nodes.count)
        for node in program.nodes {
            let next = node.assertions.flatMap(sameValue)
            successors.append(next)
            for place in next { incoming[place] += 1 }
        }
        // What nothing leads to is taken away until all is gone or only circles, and what they lead to, are left.
        var free = incoming.indices.filter { incoming[$0] == 0 }
        var left = incoming.count
        while let place = free.popLast() {
            left -= 1
            for next in successors[place] {
                incoming[next] -= 1
                if incoming[next] == 0 { free.append(next) }
            }
        }
        guard left > 0 else { return }
        throw JSONSchemaError(
            code: .endlessReference, location: locationInCircle(successors, incoming),
            message: "The schema leads back to itself without looking at a part of the value, so a check never ends.")
    }

    /// Going backwards from what is left, as many steps as there are schemas, ends inside a circle.
    private func locationInCircle(_ successors: [[Int]], _ incoming: [Int]) -> String {
        var predecessor = Array(repeating: 0, count: incoming.count)
        for place in incoming.indices where incoming[place] > 0 {
            for next in successors[place] where incoming[next] > 0 { predecessor[next] = place }
        }
        var place = incoming.firstIndex { $0 > 0 } ?? 0
        for _ in incoming { place = predecessor[place] }
        return program.nodes[place].location
    }

    /// The schemas that an assertion applies to the same value.
    private func sameValue(_ assertion: SchemaAssertion) -> [Int] {
        switch assertion {
        case .all(let places), .any(let places), .exactlyOne(let places): places
        case .not(let place): [place]
        case .condition(let condition, let then, let otherwise): [condition] + [then, otherwise].compactMap(\.self)
        case .reference(let reference): [program.references[reference]]
        case .dependentSchemas(let dependencies): dependencies.map(\.consequence)
        case .never, .kinds, .choices, .bound, .multiple, .length, .pattern, .format, .elementCount, .distinctElements,
            .elements, .contains, .memberCount, .required, .members, .memberNames, .dependentMembers,
            .unevaluatedMembers, .unevaluatedElements:
            []
        }
    }
}
