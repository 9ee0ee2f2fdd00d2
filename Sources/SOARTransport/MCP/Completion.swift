//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Suggests values for an argument while somebody types (MCP server utilities, "Completion").
public struct Completion: Sendable {
    /// How many values one answer may hold.
    public static let maximumValues = 100

    /// Suggests values for what was typed so far, given the arguments that are filled in already; the best first.
    public var suggest: @Sendable (String, [String: String], CallContext) async throws -> [String]

    /// Takes a function that suggests values.
    public init(_ suggest: @escaping @Sendable (String, [String: String], CallContext) async throws -> [String]) {
        self.suggest = suggest
    }

    /// Suggests those of a fixed list that begin with what was typed, whatever the case.
    public static func oneOf(_ values: String...) -> Completion {
        Completion { typed, _, _ in values.filter { $0.lowercased().hasPrefix(typed.lowercased()) } }
    }

    static func json(_ values: [String]) -> JSONObject {
        [
            "completion": [
                "values": JSONValue(values.prefix(maximumValues)),
                "total": JSONValue(values.count),
                "hasMore": .bool(values.count > maximumValues),
            ]
        ]
    }
}
