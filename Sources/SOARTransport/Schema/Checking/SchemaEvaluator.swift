//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One check of a value: yes or no, within its limits.
///
/// When the work or the nesting passes its limit, ``isExhausted`` is set and the answer is no, whatever `not` makes of
/// the parts.
struct SchemaEvaluator {
    let program: SchemaProgram
    private let maximumNesting: Int
    private var nesting = 0
    var remainingSteps: Int
    private(set) var isExhausted = false

    init(_ program: SchemaProgram, _ limits: JSONSchemaLimits) {
        self.program = program
        maximumNesting = limits.maximumNesting
        remainingSteps = limits.maximumSteps
    }

    /// Whether the value is valid.
    mutating func accepts(_ value: JSONValue) -> Bool {
        accepts(program.root, value) && !isExhausted
    }

    /// Whether a part of the schema accepts a value of its own.
    mutating func accepts(_ place: Int, _ value: JSONValue) -> Bool {
        var marks: SchemaMarks?
        return accepts(place, value, &marks)
    }

    /// Whether a part of the schema accepts the value, and what its keywords looked at, where that is asked for.
    mutating func accepts(_ place: Int, _ value: JSONValue, _ marks: inout SchemaMarks?) -> Bool {
        guard nesting < maximumNesting else {
            isExhausted = true
            return false
        }
        nesting += 1
        defer { nesting -= 1 }
        let node = program.nodes[place]
        guard node.looksAtRest else {
            for assertion in node.assertions where !holds(assertion, value, &marks) { return false }
            return true
        }
        // What schemas around this one looked at does not count in it.
        var own: SchemaMarks? = SchemaMarks()
        for assertion in node.assertions where !holds(assertion, value, &own) { return false }
        if let own { marks?.formUnion(own) }
        return true
    }

    /// Takes steps from what is left; false where there are too few.
    mutating func spend(_ steps: Int) -> Bool {
        remainingSteps -= steps
        if remainingSteps < 0 { isExhausted = true }
        return !isExhausted
    }

    /// Whether one assertion holds.
    mutating func holds(_ assertion: SchemaAssertion, _ value: JSONValue, _ marks: inout SchemaMarks?) -> Bool {
        guard spend(1) else { return false }
        switch assertion {
        case .never: return false
        case .kinds(let kinds): return !kinds.isDisjoint(with: SchemaKinds(of: value))
        case .choices(let choices): return isAmong(choices, value)
        case .bound(let bound): return SchemaNumber(value).map(bound.accepts) ?? true
        case .multiple(let divisor, _):
            return SchemaNumber(value).map { SchemaDecimal($0).isMultiple(of: divisor) } ?? true
        case .length(let count): return hasLength(count, value)
        case .pattern(let pattern): return value.stringValue.map { finds(pattern, in: $0) } ?? true
        case .format(let format): return value.stringValue.map(format.accepts) ?? true
        case .elementCount(let count): return value.arrayValue.map { count.accepts($0.count) } ?? true
        case .memberCount(let count): return value.objectValue.map { count.accepts($0.count) } ?? true
        case .distinctElements, .elements, .contains, .unevaluatedElements:
            guard case .array(let elements) = value else { return true }
            return holds(assertion, elements, &marks)
        case .required, .members, .memberNames, .dependentMembers, .unevaluatedMembers:
            guard case .object(let members) = value else { return true }
            return holds(assertion, members, &marks)
        case .all, .any, .exactlyOne, .not, .condition, .reference, .dependentSchemas:
            return combines(assertion, value, &marks)
        }
    }
}
