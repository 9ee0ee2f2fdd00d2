//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Small turns of phrase.
enum SchemaPhrases {
    /// Entries of a list that are named; of the others only how many there are.
    private static let maximumEntries = 20
    private static let maximumLiteral = 60

    static func list(_ entries: [String], _ separator: String) -> String {
        let named = entries.prefix(maximumEntries).joined(separator: separator)
        return entries.count > maximumEntries ? "\(named) and \(entries.count - maximumEntries) more" : named
    }

    static func unique(_ entries: [String]) -> [String] {
        var seen: Set<String> = []
        return entries.filter { seen.insert($0).inserted }
    }

    static func name(_ name: String) -> String { name.isEmpty ? "''" : name.bounded(to: maximumLiteral) }

    /// A word stands for itself; what could be taken for something else is written as JSON.
    static func literal(_ value: JSONValue) -> String {
        guard case .string(let text) = value else { return value.text().bounded(to: maximumLiteral) }
        let isWord =
            !["", "null", "true", "false"].contains(text) && Double(text) == nil
            && text.unicodeScalars.allSatisfy { $0.isPlain || ".:/@".unicodeScalars.contains($0) }
        return (isWord ? text : value.text()).bounded(to: maximumLiteral)
    }

    /// What was there, where a schema does not keep it to itself.
    static func found(_ value: JSONValue, isSecret: Bool) -> String {
        switch value {
        case .null: "null"
        case .bool, .integer, .double: isSecret ? "that \(value.kind)" : value.text()
        case .string(let text): isSecret ? "that string" : "the string '\(text.bounded(to: 40))'"
        case .array(let elements): "this array of \(counted(elements.count, "element"))"
        case .object: "this object"
        }
    }

    /// A count and its noun, such as "1 to 5 elements" or "at least 1 element".
    static func count(_ count: SchemaCount, _ noun: String) -> String {
        guard let maximum = count.maximum else { return "at least \(counted(count.minimum, noun))" }
        if maximum == count.minimum { return "exactly \(counted(maximum, noun))" }
        return count.minimum == 0
            ? "at most \(counted(maximum, noun))" : "\(count.minimum) to \(counted(maximum, noun))"
    }

    private static func counted(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// What follows "a number", such as " from 1 to 100" or " above 0 that is a multiple of 5".
    static func range(_ profile: SchemaProfile) -> String {
        let lower = profile.bounds.filter { $0.isLower }.max { $0.limit < $1.limit }
        let upper = profile.bounds.filter { !$0.isLower }.min { $0.limit < $1.limit }
        let multiples = profile.multiples.isEmpty ? "" : " that is a multiple of \(list(profile.multiples, " and of "))"
        if let lower, let upper, lower.side == .minimum, upper.side == .maximum {
            return " from \(lower.limit.text) to \(upper.limit.text)" + multiples
        }
        let parts = [lower, upper].compactMap { $0?.words }
        return (parts.isEmpty ? "" : " " + parts.joined(separator: " and ")) + multiples
    }
}

extension SchemaBound {
    var isLower: Bool { side == .minimum || side == .exclusiveMinimum }

    var words: String {
        switch side {
        case .minimum: "of at least \(limit.text)"
        case .exclusiveMinimum: "above \(limit.text)"
        case .maximum: "of at most \(limit.text)"
        case .exclusiveMaximum: "below \(limit.text)"
        }
    }
}
