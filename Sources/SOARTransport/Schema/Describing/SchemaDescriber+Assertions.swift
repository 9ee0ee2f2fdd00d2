//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaDescriber {
    /// Tells why an assertion does not hold.
    mutating func tell(_ assertion: SchemaAssertion, _ value: JSONValue, at path: SchemaPath, _ blame: SchemaBlame) {
        switch assertion {
        case .never, .kinds, .choices, .bound, .multiple, .length, .pattern, .format, .elementCount, .distinctElements,
            .contains, .memberCount, .not:
            addUnacceptable(value, at: path, blame)
        case .elements, .unevaluatedElements: tell(assertion, value.arrayValue ?? [], at: path, blame)
        case .required, .members, .memberNames, .dependentMembers, .unevaluatedMembers:
            tell(assertion, value.objectValue ?? [:], at: path, blame)
        case .dependentSchemas(let dependencies):
            for dependency in dependencies where value[dependency.name] != nil {
                describeSame(dependency.consequence, value, at: path, as: dependency.consequence)
            }
        case .all(let places): for place in places { describeSame(place, value, at: path, as: blame.top) }
        case .reference(let reference): describe(program.references[reference], value, at: path, as: blame.top)
        case .condition(let condition, let then, let otherwise):
            guard let branch = evaluator.accepts(condition, value) ? then : otherwise else { return }
            describe(branch, value, at: path, as: branch)
        case .any(let places): tell(places, value, at: path, blame)
        case .exactlyOne(let places):
            var fitting = 0
            for place in places where evaluator.accepts(place, value) { fitting += 1 }
            guard fitting > 1 else { return tell(places, value, at: path, blame) }
            addUnacceptable(
                value, at: path, blame,
                expected:
                    "\(words.expectation(of: blame.top)), and only one of these; the value fits \(fitting) of them")
        }
    }

    private mutating func describeSame(_ place: Int, _ value: JSONValue, at path: SchemaPath, as top: Int) {
        guard !isDone, !evaluator.accepts(place, value), !evaluator.isExhausted else { return }
        describe(place, value, at: path, as: top)
    }

    /// None of several schemas fits: where only one can be meant, what is wrong by that one is told.
    private mutating func tell(_ places: [Int], _ value: JSONValue, at path: SchemaPath, _ blame: SchemaBlame) {
        let kind = SchemaKinds(of: value)
        var meant = places.filter { place in
            let profile = SchemaProfile(program, place)
            return !profile.isNever && profile.kinds.map { !$0.isDisjoint(with: kind) } ?? true
        }
        if meant.count > 1, case .object(let members) = value {
            let told = meant.filter { distinguishes($0, members) }
            if told.count == 1 { meant = told }
        }
        if meant.count == 1 { return describe(meant[0], value, at: path, as: blame.top) }
        if case .object(let members) = value, let (name, values) = unknownKind(meant, members) {
            let expected = "one of \(SchemaPhrases.list(values.map(SchemaPhrases.literal), ", "))"
            return addUnacceptable(members[name] ?? nil, at: path.member(name), blame, expected: expected)
        }
        addUnacceptable(value, at: path, blame)
    }

    /// The member by whose listed values all of the schemas are told apart, where its value is in none of the lists.
    private func unknownKind(_ places: [Int], _ members: JSONObject) -> (name: String, values: [JSONValue])? {
        let lists = places.map { place in
            var lists: [SchemaName: SchemaChoices] = [:]
            for (name, place) in SchemaProfile(program, place).members {
                lists[SchemaName(name)] = SchemaProfile(program, place).choices
            }
            return lists
        }
        for (name, value) in members {
            let choices = lists.compactMap { $0[SchemaName(name)] }
            guard !choices.isEmpty, choices.count == lists.count, !choices.contains(where: { $0.contains(value) })
            else {
                continue
            }
            return (name, choices.flatMap(\.values))
        }
        return nil
    }

    /// Whether the members with listed values, such as a `kind`, are those of this schema.
    private func distinguishes(_ place: Int, _ members: JSONObject) -> Bool {
        SchemaProfile(program, place).members.allSatisfy { name, place in
            guard let choices = SchemaProfile(program, place).choices else { return true }
            return members[name].map(choices.contains) ?? false
        }
    }
}
