//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Says in words what a schema accepts.
struct SchemaWords {
    /// Schemas described inside one another.
    private static let maximumDepth = 3
    /// Length of what is said of one schema.
    private static let maximumLength = 600

    let program: SchemaProgram

    init(_ program: SchemaProgram) { self.program = program }

    /// What the schema accepts, such as "an integer from 1 to 100".
    func expectation(of place: Int) -> String {
        words(SchemaProfile(program, place), 0).bounded(to: Self.maximumLength)
    }

    func expectation(of place: Int, depth: Int) -> String {
        guard depth < Self.maximumDepth else { return "a value of the schema" }
        return words(SchemaProfile(program, place), depth)
    }

    private func words(_ profile: SchemaProfile, _ depth: Int) -> String {
        if profile.isNever { return "nothing" }
        var text = profile.choices.map { choices($0) } ?? nouns(profile, depth)
        for places in profile.alternatives {
            let branches = SchemaPhrases.unique(places.map { expectation(of: $0, depth: depth + 1) })
            let alternatives = SchemaPhrases.list(branches, " or ")
            text = text.map { "\($0) that is also \(alternatives)" } ?? alternatives
        }
        for place in profile.excluded {
            text = "\(text ?? "anything") but \(text == nil ? "" : "not ")\(expectation(of: place, depth: depth + 1))"
        }
        return text ?? "any value"
    }

    private func choices(_ choices: SchemaChoices) -> String {
        let values = choices.values.map(SchemaPhrases.literal)
        guard let first = values.first else { return "nothing" }
        return values.count == 1 ? "the value \(first)" : "one of \(SchemaPhrases.list(values, ", "))"
    }

    /// The kinds, each with what is asserted about it; nil where nothing is.
    private func nouns(_ profile: SchemaProfile, _ depth: Int) -> String? {
        let kinds = profile.kinds ?? mentionedKinds(profile)
        if kinds.isEmpty { return profile.kinds == nil ? nil : "nothing" }
        if kinds == .any, mentionedKinds(profile).isEmpty { return nil }
        var nouns: [String] = []
        if kinds.contains(.string) { nouns.append(string(profile)) }
        if kinds.contains(.number) || kinds.contains(.fraction) {
            nouns.append("a number" + SchemaPhrases.range(profile))
        } else if kinds.contains(.integer) {
            nouns.append("an integer" + SchemaPhrases.range(profile))
        }
        if kinds.contains(.boolean) { nouns.append("true or false") }
        if kinds.contains(.array) { nouns.append(array(profile, depth)) }
        if kinds.contains(.object) { nouns.append(object(profile)) }
        if kinds.contains(.null) { nouns.append("null") }
        return nouns.joined(separator: " or ")
    }

    /// The kinds that anything is asserted about, where `type` says nothing.
    private func mentionedKinds(_ profile: SchemaProfile) -> SchemaKinds {
        var kinds: SchemaKinds = []
        if !profile.bounds.isEmpty || !profile.multiples.isEmpty { kinds.formUnion(.number) }
        if profile.length != nil || !profile.patterns.isEmpty || !profile.formats.isEmpty { kinds.formUnion(.string) }
        if profile.elementCount != nil || profile.areDistinct || profile.element != nil || !profile.prefix.isEmpty
            || profile.contained != nil
        {
            kinds.formUnion(.array)
        }
        if profile.memberCount != nil || !profile.members.isEmpty || !profile.required.isEmpty || profile.isClosed {
            kinds.formUnion(.object)
        }
        return kinds
    }

    private func string(_ profile: SchemaProfile) -> String {
        var text = profile.formats.first?.words ?? "a string"
        if let length = profile.length { text += " of \(SchemaPhrases.count(length, "character"))" }
        let patterns = profile.patterns.map { $0.bounded(to: 200) }
        if !patterns.isEmpty { text += " that matches \(SchemaPhrases.list(patterns, " and "))" }
        return text
    }

    private func array(_ profile: SchemaProfile, _ depth: Int) -> String {
        var text = "an array"
        if let count = profile.elementCount { text += " of \(SchemaPhrases.count(count, "element"))" }
        if !profile.prefix.isEmpty {
            let first = profile.prefix.map { expectation(of: $0, depth: depth + 1) }
            text += " that begins with \(SchemaPhrases.list(first, ", "))"
        }
        if let element = profile.element {
            if program.isNever(element) {
                text += profile.prefix.isEmpty ? " without elements" : " and has no more elements"
            } else {
                let isAfter = !profile.prefix.isEmpty
                text += ", \(isAfter ? "each further one" : "each") \(expectation(of: element, depth: depth + 1))"
            }
        }
        if let (place, count) = profile.contained {
            let wanted = expectation(of: place, depth: depth + 1)
            text += ", with \(SchemaPhrases.count(count, "element")) being \(wanted)"
        }
        return profile.areDistinct ? text + ", no two alike" : text
    }

    private func object(_ profile: SchemaProfile) -> String {
        var text = "an object"
        let names = profile.members.map(\.name).map(SchemaPhrases.name)
        let required = profile.required.map(SchemaPhrases.name)
        if profile.isClosed {
            text += names.isEmpty ? " without members" : " with the members \(SchemaPhrases.list(names, ", "))"
            if !required.isEmpty, required.count < names.count {
                text += " (\(SchemaPhrases.list(required, ", ")) required)"
            }
        } else if !required.isEmpty {
            text += " with at least the members \(SchemaPhrases.list(required, ", "))"
        }
        let constants = profile.members.compactMap { name, place -> String? in
            guard let values = SchemaProfile(program, place).choices?.values, values.count == 1 else { return nil }
            return "\(SchemaPhrases.name(name)) is \(SchemaPhrases.literal(values[0]))"
        }
        if !constants.isEmpty { text += " where \(SchemaPhrases.list(constants, " and "))" }
        if let count = profile.memberCount { text += " of \(SchemaPhrases.count(count, "member"))" }
        return text
    }
}
