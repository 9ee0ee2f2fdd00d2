//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SchemaEvaluator {
    /// Whether an assertion about objects holds.
    mutating func holds(_ assertion: SchemaAssertion, _ members: JSONObject, _ marks: inout SchemaMarks?) -> Bool {
        switch assertion {
        case .required(let names): spend(names.count) && names.allSatisfy { members[$0] != nil }
        case .members(let schemas): accept(members, schemas, &marks)
        case .memberNames(let place): acceptNames(of: members, place)
        case .dependentMembers(let dependencies):
            dependencies.allSatisfy { dependency in
                members[dependency.name] == nil || dependency.consequence.allSatisfy { members[$0] != nil }
            }
        case .unevaluatedMembers(let place): acceptRest(members.lazy.map(\.value), place, &marks)
        default: true
        }
    }

    private mutating func accept(
        _ members: JSONObject, _ schemas: SchemaMembers, _ marks: inout SchemaMarks?
    ) -> Bool {
        for (position, member) in members.enumerated() {
            guard spend(1) else { return false }
            var isNamed = false
            if let place = schemas.named[SchemaName(member.name)] {
                isNamed = true
                guard accepts(place, member.value) else { return false }
            }
            for (pattern, place) in schemas.patterns where finds(pattern, in: member.name) {
                isNamed = true
                guard accepts(place, member.value) else { return false }
            }
            if !isNamed, let rest = schemas.rest {
                isNamed = true
                guard accepts(rest, member.value) else { return false }
            }
            if isNamed { marks?.insert(position) }
        }
        return true
    }

    private mutating func acceptNames(of members: JSONObject, _ place: Int) -> Bool {
        for (name, _) in members where !accepts(place, .string(name)) { return false }
        return true
    }
}
