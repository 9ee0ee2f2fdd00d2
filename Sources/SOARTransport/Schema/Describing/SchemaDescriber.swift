//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Finds out what is wrong with a value that a check has refused, where exactly, and what to say of it.
struct SchemaDescriber {
    let program: SchemaProgram
    let words: SchemaWords
    var evaluator: SchemaEvaluator
    private let limits: JSONSchemaLimits
    private var nesting = 0
    private var found: [JSONSchemaViolation] = []
    private var told: Set<String> = []

    init(_ program: SchemaProgram, _ limits: JSONSchemaLimits) {
        self.program = program
        self.limits = limits
        words = SchemaWords(program)
        evaluator = SchemaEvaluator(program, limits)
    }

    /// At least one violation, at most as many as the limits allow.
    mutating func violations(of value: JSONValue) -> [JSONSchemaViolation] {
        describe(program.root, value, at: SchemaPath(), as: program.root)
        if found.isEmpty {
            // The only way to refuse without a reason is to stop early.
            found.append(
                JSONSchemaViolation(
                    problem: .uncheckable, path: "", argument: "", expected: "smaller or less deeply nested values",
                    found: "checking them takes too long"))
        }
        return found
    }

    var isDone: Bool { evaluator.isExhausted || found.count >= max(1, limits.maximumViolations) }

    /// Tells what is wrong with a value that the schema refuses.
    ///
    /// - Parameters:
    ///   - place: The schema that refuses.
    ///   - value: What it refuses.
    ///   - path: Where the value stands.
    ///   - top: The schema whose words are used; it accepts no more than this one does.
    mutating func describe(_ place: Int, _ value: JSONValue, at path: SchemaPath, as top: Int) {
        guard nesting < limits.maximumNesting else { return }
        nesting += 1
        defer { nesting -= 1 }
        let node = program.nodes[place]
        var marks: SchemaMarks? = node.looksAtRest ? SchemaMarks() : nil
        var isSound = true
        for assertion in node.assertions where !isDone {
            // What is left over is only known where all else was looked at.
            guard isSound || !assertion.looksAtRest else { continue }
            guard !evaluator.holds(assertion, value, &marks), !evaluator.isExhausted else { continue }
            isSound = false
            tell(assertion, value, at: path, SchemaBlame(place: place, top: top, marks: marks))
        }
    }

    /// Describes one part of a value, if the schema refuses it.
    mutating func describePart(_ place: Int, _ value: JSONValue, at path: SchemaPath) {
        guard !isDone, !evaluator.accepts(place, value), !evaluator.isExhausted else { return }
        describe(place, value, at: path, as: place)
    }

    /// Adds a violation, once for a place.
    mutating func add(
        _ problem: JSONSchemaViolation.Problem, at path: SchemaPath, expected: String, found value: String = "nothing"
    ) {
        guard !isDone, told.insert(path.pointer).inserted else { return }
        found.append(
            JSONSchemaViolation(
                problem: problem, path: path.pointer, argument: path.argument, expected: expected, found: value))
    }

    /// Says that the value is none of those that the schema accepts.
    mutating func addUnacceptable(
        _ value: JSONValue, at path: SchemaPath, _ blame: SchemaBlame, expected: String? = nil
    ) {
        let expected = expected ?? words.expectation(of: blame.top)
        let isSecret = program.nodes[blame.place].isSecret || program.nodes[blame.top].isSecret
        add(.unacceptable, at: path, expected: expected, found: SchemaPhrases.found(value, isSecret: isSecret))
    }
}

/// The schema that refuses, the one whose words are used, and what the first has looked at.
struct SchemaBlame {
    let place: Int
    let top: Int
    let marks: SchemaMarks?
}

extension SchemaAssertion {
    var looksAtRest: Bool {
        switch self {
        case .unevaluatedMembers, .unevaluatedElements: true
        default: false
        }
    }
}
