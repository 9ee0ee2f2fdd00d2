//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// A value compared as JSON Schema has it (core §4.2.2): 1 is 1.0, the order of members does not count.
struct SchemaValue: Hashable, Sendable {
    let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    static func == (lhs: SchemaValue, rhs: SchemaValue) -> Bool { isEqual(lhs.value, rhs.value) }

    func hash(into hasher: inout Hasher) { Self.hash(value, into: &hasher) }

    private static func isEqual(_ lhs: JSONValue, _ rhs: JSONValue) -> Bool {
        switch (lhs, rhs) {
        case (.null, .null): true
        case (.bool(let lhs), .bool(let rhs)): lhs == rhs
        case (.integer(let lhs), .integer(let rhs)): lhs == rhs
        case (.integer, .double), (.double, .integer), (.double, .double): SchemaNumber(lhs) == SchemaNumber(rhs)
        case (.string(let lhs), .string(let rhs)): SchemaName(lhs) == SchemaName(rhs)
        case (.array(let lhs), .array(let rhs)):
            lhs.count == rhs.count && zip(lhs, rhs).allSatisfy { isEqual($0, $1) }
        case (.object(let lhs), .object(let rhs)):
            lhs.count == rhs.count
                && lhs.allSatisfy { member in rhs[member.name].map { isEqual(member.value, $0) } ?? false }
        default: false
        }
    }

    private static func hash(_ value: JSONValue, into hasher: inout Hasher) {
        switch value {
        case .null: hasher.combine(0)
        case .bool(let flag): hasher.combine(flag)
        case .integer, .double: hasher.combine(SchemaNumber(value))
        case .string(let text): hasher.combine(SchemaName(text))
        case .array(let elements):
            hasher.combine(elements.count)
            for element in elements { hash(element, into: &hasher) }
        case .object(let members):
            var sum = 0
            for (name, value) in members {
                var member = Hasher()
                member.combine(SchemaName(name))
                hash(value, into: &member)
                sum ^= member.finalize()
            }
            hasher.combine(sum)
        }
    }

    /// What it costs to look at all of a value, in steps: one for each value in it, more for long texts.
    static func weight(_ value: JSONValue) -> Int {
        switch value {
        case .null, .bool, .integer, .double: 1
        case .string(let text): 1 + text.utf8.count / 32
        case .array(let elements): elements.reduce(1) { $0 + weight($1) }
        case .object(let members): members.reduce(1) { $0 + 1 + $1.name.utf8.count / 32 + weight($1.value) }
        }
    }
}
