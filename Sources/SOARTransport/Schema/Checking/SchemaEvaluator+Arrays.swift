//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaEvaluator {
    /// Steps that it costs to remember a value of weight 1.
    private static let hashing = 4

    /// Whether an assertion about arrays holds.
    mutating func holds(_ assertion: SchemaAssertion, _ elements: [JSONValue], _ marks: inout SchemaMarks?) -> Bool {
        switch assertion {
        case .distinctElements: areDistinct(elements)
        case .elements(let prefix, let rest): accept(elements, prefix, rest, &marks)
        case .contains(let place, let count): contains(elements, place, count, &marks)
        case .unevaluatedElements(let place): acceptRest(elements.lazy.map(\.self), place, &marks)
        default: true
        }
    }

    private mutating func areDistinct(_ elements: [JSONValue]) -> Bool {
        var seen: Set<SchemaValue> = []
        for element in elements {
            guard spend(Self.hashing * SchemaValue.weight(element)), seen.insert(SchemaValue(element)).inserted else {
                return false
            }
        }
        return true
    }

    private mutating func accept(
        _ elements: [JSONValue], _ prefix: [Int], _ rest: Int?, _ marks: inout SchemaMarks?
    ) -> Bool {
        for (element, place) in zip(elements, prefix) where !accepts(place, element) { return false }
        if let rest {
            for element in elements.dropFirst(prefix.count) {
                guard spend(1), accepts(rest, element) else { return false }
            }
            marks?.insertAll()
        } else if marks != nil {
            for position in 0..<min(prefix.count, elements.count) { marks?.insert(position) }
        }
        return true
    }

    private mutating func contains(
        _ elements: [JSONValue], _ place: Int, _ count: SchemaCount, _ marks: inout SchemaMarks?
    ) -> Bool {
        var found = 0
        for (position, element) in elements.enumerated() {
            guard spend(1) else { return false }
            guard accepts(place, element) else { continue }
            found += 1
            marks?.insert(position)
            // Enough is enough where nobody asks which ones they are.
            if marks == nil, count.maximum == nil, found >= count.minimum { return true }
        }
        return count.accepts(found)
    }

    /// Whether the schema accepts every part that no keyword has looked at.
    mutating func acceptRest(
        _ parts: some Sequence<JSONValue>, _ place: Int, _ marks: inout SchemaMarks?
    ) -> Bool {
        for (position, part) in parts.enumerated() where marks?.contains(position) != true {
            guard spend(1), accepts(place, part) else { return false }
        }
        marks?.insertAll()
        return true
    }
}
