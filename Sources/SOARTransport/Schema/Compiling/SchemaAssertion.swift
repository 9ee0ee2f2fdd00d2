//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One thing that a schema asserts; numbers are places in ``SchemaProgram/nodes`` where nothing else is said.
enum SchemaAssertion: Sendable {
    /// The schema `false`.
    case never
    case kinds(SchemaKinds)
    case choices(SchemaChoices)
    case bound(SchemaBound)
    case multiple(of: SchemaDecimal, text: String)
    case length(SchemaCount)
    /// A place in ``SchemaProgram/patterns``.
    case pattern(Int)
    case format(SchemaFormat)
    case elementCount(SchemaCount)
    case distinctElements
    case elements(prefix: [Int], rest: Int?)
    case contains(Int, SchemaCount)
    case memberCount(SchemaCount)
    case required([String])
    case members(SchemaMembers)
    case memberNames(Int)
    case dependentMembers([SchemaDependency<[String]>])
    case dependentSchemas([SchemaDependency<Int>])
    case all([Int])
    case any([Int])
    case exactlyOne([Int])
    case not(Int)
    case condition(Int, then: Int?, otherwise: Int?)
    /// A place in ``SchemaProgram/references``.
    case reference(Int)
    case unevaluatedMembers(Int)
    case unevaluatedElements(Int)
}

/// A bound of numbers.
struct SchemaBound: Sendable {
    enum Side: Sendable { case minimum, exclusiveMinimum, maximum, exclusiveMaximum }

    let side: Side
    let limit: SchemaNumber

    func accepts(_ number: SchemaNumber) -> Bool {
        switch side {
        case .minimum: limit <= number
        case .exclusiveMinimum: limit < number
        case .maximum: number <= limit
        case .exclusiveMaximum: number < limit
        }
    }
}

/// How many of something there may be.
struct SchemaCount: Hashable, Sendable {
    var minimum: Int
    var maximum: Int?

    func accepts(_ count: Int) -> Bool {
        count >= minimum && count <= maximum ?? count
    }
}

/// What an object's members must be, by their names.
struct SchemaMembers: Sendable {
    var names: [String] = []
    var named: [SchemaName: Int] = [:]
    var patterns: [(pattern: Int, node: Int)] = []
    /// For the members that neither a name nor a pattern fits.
    var rest: Int?
}

/// What follows from the presence of a member.
struct SchemaDependency<Consequence: Sendable>: Sendable {
    let name: String
    let consequence: Consequence
}
