//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaDescriber {
    /// Tells which elements are wrong.
    mutating func tell(
        _ assertion: SchemaAssertion, _ elements: [JSONValue], at path: SchemaPath, _ blame: SchemaBlame
    ) {
        switch assertion {
        case .elements(let prefix, let rest):
            for (index, element) in elements.enumerated() where !isDone {
                if index < prefix.count {
                    describePart(prefix[index], element, at: path.element(index))
                } else if let rest {
                    tellElement(rest, element, at: path.element(index), blame)
                }
            }
        case .unevaluatedElements(let place):
            for (index, element) in elements.enumerated() where blame.marks?.contains(index) == false && !isDone {
                tellElement(place, element, at: path.element(index), blame)
            }
        default: break
        }
    }

    private mutating func tellElement(
        _ place: Int, _ element: JSONValue, at path: SchemaPath, _ blame: SchemaBlame
    ) {
        guard program.isNever(place) else { return describePart(place, element, at: path) }
        add(.unknown, at: path, expected: words.expectation(of: blame.top))
    }

    /// Tells which members are wrong, missing, or not known.
    mutating func tell(_ assertion: SchemaAssertion, _ members: JSONObject, at path: SchemaPath, _ blame: SchemaBlame) {
        switch assertion {
        case .required(let names):
            for name in names where members[name] == nil { addMissing(name, at: path, blame) }
        case .members(let schemas):
            for (name, value) in members where !isDone { tell(name, value, schemas, at: path.member(name), blame) }
        case .memberNames(let place):
            for (name, _) in members where !isDone && !evaluator.accepts(place, .string(name)) {
                guard !evaluator.isExhausted else { return }
                add(.unknown, at: path.member(name), expected: "as a name \(words.expectation(of: place))")
            }
        case .dependentMembers(let dependencies):
            for dependency in dependencies where members[dependency.name] != nil {
                for name in dependency.consequence where members[name] == nil {
                    addMissing(name, at: path, blame, because: dependency.name)
                }
            }
        case .unevaluatedMembers(let place):
            for (index, member) in members.enumerated() where blame.marks?.contains(index) == false && !isDone {
                tellMember(place, member.value, at: path.member(member.name), blame)
            }
        default: break
        }
    }

    private mutating func tell(
        _ name: String, _ value: JSONValue, _ schemas: SchemaMembers, at path: SchemaPath, _ blame: SchemaBlame
    ) {
        var isNamed = false
        if let place = schemas.named[SchemaName(name)] {
            isNamed = true
            tellMember(place, value, at: path, blame)
        }
        for (pattern, place) in schemas.patterns where evaluator.finds(pattern, in: name) {
            isNamed = true
            tellMember(place, value, at: path, blame)
        }
        if !isNamed, let rest = schemas.rest { tellMember(rest, value, at: path, blame) }
    }

    private mutating func tellMember(_ place: Int, _ value: JSONValue, at path: SchemaPath, _ blame: SchemaBlame) {
        guard program.isNever(place) else { return describePart(place, value, at: path) }
        add(.unknown, at: path, expected: words.expectation(of: blame.top))
    }

    private mutating func addMissing(
        _ name: String, at path: SchemaPath, _ blame: SchemaBlame, because other: String? = nil
    ) {
        let known = [blame.place, blame.top].flatMap { SchemaProfile(program, $0).members }
        var expected = known.first { $0.name == name }.map { words.expectation(of: $0.place) } ?? "any value"
        if let other { expected += ", for '\(other.bounded)' is given" }
        add(.missing, at: path.member(name), expected: expected)
    }
}
