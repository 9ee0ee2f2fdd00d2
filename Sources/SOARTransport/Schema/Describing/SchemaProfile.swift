//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What a schema asserts about one value, with what it refers to and all of `allOf` taken together.
struct SchemaProfile {
    /// References and lists followed from one schema.
    private static let maximumDepth = 8

    var kinds: SchemaKinds?
    var isNever = false
    var choices: SchemaChoices?
    var bounds: [SchemaBound] = []
    var multiples: [String] = []
    var length: SchemaCount?
    var patterns: [String] = []
    var formats: [SchemaFormat] = []
    var elementCount: SchemaCount?
    var areDistinct = false
    var prefix: [Int] = []
    var element: Int?
    var contained: (place: Int, count: SchemaCount)?
    var memberCount: SchemaCount?
    var members: [(name: String, place: Int)] = []
    var required: [String] = []
    /// Members of other names are refused.
    var isClosed = false
    var alternatives: [[Int]] = []
    var excluded: [Int] = []

    init(_ program: SchemaProgram, _ place: Int) { add(program, place, 0) }

    private mutating func add(_ program: SchemaProgram, _ place: Int, _ depth: Int) {
        guard depth < Self.maximumDepth else { return }
        for assertion in program.nodes[place].assertions { add(assertion, program, depth) }
    }

    private mutating func add(_ assertion: SchemaAssertion, _ program: SchemaProgram, _ depth: Int) {
        switch assertion {
        case .never: isNever = true
        case .kinds(let allowed): kinds = kinds?.intersection(allowed) ?? allowed
        case .choices(let values): choices = choices ?? values
        case .bound(let bound): bounds.append(bound)
        case .multiple(_, let text): multiples.append(text)
        case .length(let count): length = length?.narrowed(by: count) ?? count
        case .pattern(let pattern): patterns.append(program.patterns[pattern].source)
        case .format(let format): formats.append(format)
        case .elementCount(let count): elementCount = elementCount?.narrowed(by: count) ?? count
        case .distinctElements: areDistinct = true
        case .elements(let first, let rest):
            prefix = prefix.isEmpty ? first : prefix
            element = element ?? rest
        case .contains(let place, let count): contained = (place, count)
        case .memberCount(let count): memberCount = memberCount?.narrowed(by: count) ?? count
        case .required(let names): required.append(contentsOf: names.filter { !required.contains($0) })
        case .members(let schemas): add(schemas, program)
        case .any(let places), .exactlyOne(let places): alternatives.append(places)
        case .not(let place): excluded.append(place)
        case .all(let places): for place in places { add(program, place, depth + 1) }
        case .reference(let reference): add(program, program.references[reference], depth + 1)
        case .unevaluatedMembers(let place): isClosed = isClosed || program.isNever(place)
        case .memberNames, .dependentMembers, .dependentSchemas, .condition, .unevaluatedElements: break
        }
    }

    private mutating func add(_ schemas: SchemaMembers, _ program: SchemaProgram) {
        for name in schemas.names where !members.contains(where: { $0.name == name }) {
            guard let place = schemas.named[SchemaName(name)], !program.isNever(place) else { continue }
            members.append((name, place))
        }
        // Where patterns let further names in, a list of names would not be all of them.
        if let rest = schemas.rest, program.isNever(rest), schemas.patterns.isEmpty { isClosed = true }
    }
}

extension SchemaCount {
    func narrowed(by other: SchemaCount) -> SchemaCount {
        let maximums = [maximum, other.maximum].compactMap(\.self)
        return SchemaCount(minimum: max(minimum, other.minimum), maximum: maximums.min())
    }
}

extension SchemaProgram {
    /// Whether the schema there is `false`.
    func isNever(_ place: Int) -> Bool {
        if case .never? = nodes[place].assertions.first { true } else { false }
    }
}
