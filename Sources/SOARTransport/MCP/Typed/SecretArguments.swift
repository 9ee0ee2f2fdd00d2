//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Which of a tool's arguments nobody may read later, by its schema: `writeOnly`, or the format `password`.
///
/// Where a schema leaves it open which part of it holds for a value, the whole value counts.
struct SecretArguments: Sendable {
    /// Keywords under which a secret is found by its place.
    private static let plainParts: Set<String> = ["properties", "items", "additionalProperties"]
    private let schema: JSONValue
    /// Whether there is none.
    let isEmpty: Bool

    init(_ schema: JSONValue) {
        self.schema = schema
        isEmpty = !Self.has(schema) { Self.isSecret($0) }
    }

    /// Whether a secret may be at a place, written as in `filter.tags[2]`, or inside it.
    func mayBe(at place: String) -> Bool {
        guard !isEmpty else { return false }
        let name = String(place.prefix { $0 != "." && $0 != "[" })
        guard let property = schema["properties"]?[name] else { return true }
        return Self.mayHold(property)
    }

    /// The arguments with something else in the place of each secret.
    func hidden(in arguments: JSONObject) -> JSONObject {
        isEmpty ? arguments : Self.hidden(.object(arguments), schema).objectValue ?? [:]
    }

    private static func hidden(_ value: JSONValue, _ schema: JSONValue) -> JSONValue {
        guard mayHold(schema) else { return value }
        let others = (schema.objectValue ?? [:]).filter { !plainParts.contains($0.name) }
        guard !isSecret(schema), schema["$ref"] == nil, !others.contains(where: { mayHold($0.value) }) else {
            return replaced(value)
        }
        switch value {
        case .object(var members):
            for (name, member) in members {
                let part = schema["properties"]?[name] ?? schema["additionalProperties"]
                if let part { members[name] = hidden(member, part) }
            }
            return .object(members)
        case .array(let elements):
            guard let items = schema["items"] else { return value }
            return .array(elements.map { hidden($0, items) })
        default: return value
        }
    }

    /// The root stays an object, with its names.
    private static func replaced(_ value: JSONValue) -> JSONValue {
        guard case .object(var members) = value else { return .string(TokenScrubber.replacement) }
        for name in members.names { members[name] = .string(TokenScrubber.replacement) }
        return .object(members)
    }

    private static func isSecret(_ schema: JSONObject) -> Bool {
        schema["writeOnly"] == true || schema["format"] == "password"
    }

    private static func isSecret(_ schema: JSONValue) -> Bool { schema.objectValue.map(isSecret) ?? false }

    /// A reference may lead to one.
    private static func mayHold(_ schema: JSONValue) -> Bool {
        has(schema) { isSecret($0) || $0["$ref"] != nil || $0["$dynamicRef"] != nil }
    }

    private static func has(_ value: JSONValue, _ matches: (JSONObject) -> Bool) -> Bool {
        switch value {
        case .object(let members): matches(members) || members.contains { has($0.value, matches) }
        case .array(let elements): elements.contains { has($0, matches) }
        default: false
        }
    }
}
