//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaEvaluator {
    /// Whether an assertion that applies other schemas to the same value holds.
    mutating func combines(_ assertion: SchemaAssertion, _ value: JSONValue, _ marks: inout SchemaMarks?) -> Bool {
        switch assertion {
        case .all(let places):
            for place in places where !accepts(place, value, &marks) { return false }
            return true
        case .any(let places): return count(places, value, &marks, enough: marks == nil ? 1 : .max) >= 1
        case .exactlyOne(let places): return count(places, value, &marks, enough: 2) == 1
        case .not(let place): return !accepts(place, value) && !isExhausted
        case .condition(let condition, let then, let otherwise):
            let holds = attempt(condition, value, &marks)
            guard let branch = holds ? then : otherwise else { return !isExhausted }
            return accepts(branch, value, &marks)
        case .reference(let reference): return accepts(program.references[reference], value, &marks)
        case .dependentSchemas(let dependencies):
            guard case .object(let members) = value else { return true }
            for dependency in dependencies where members[dependency.name] != nil {
                guard accepts(dependency.consequence, value, &marks) else { return false }
            }
            return true
        default: return true
        }
    }

    /// How many of the schemas accept the value; no more are asked than it takes.
    private mutating func count(
        _ places: [Int], _ value: JSONValue, _ marks: inout SchemaMarks?, enough: Int
    ) -> Int {
        var count = 0
        for place in places where attempt(place, value, &marks) {
            count += 1
            if count == enough { break }
        }
        return count
    }

    /// Asks a schema that may refuse; then what it looked at does not count.
    private mutating func attempt(_ place: Int, _ value: JSONValue, _ marks: inout SchemaMarks?) -> Bool {
        guard marks != nil else { return accepts(place, value) }
        var tried: SchemaMarks? = SchemaMarks()
        guard accepts(place, value, &tried) else { return false }
        if let tried { marks?.formUnion(tried) }
        return true
    }
}
