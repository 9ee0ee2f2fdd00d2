//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Holds a tool's arguments against its schema, and says what a model can do better.
struct ArgumentCheck {
    /// Mistakes that are told at a time.
    static let maximumTold = 5

    private let schema: JSONSchema

    init(_ schema: JSONSchema) { self.schema = schema }

    /// What is wrong with the arguments; nil where they can be used.
    ///
    /// Models write null for what they leave out, so a null that the schema doesn't want counts as left out.
    func refusal(of arguments: JSONObject) -> ToolFailure? {
        guard !schema.accepts(.object(arguments)) else { return nil }
        var given = JSONObject()
        for (name, value) in arguments where !value.isNull { given[name] = value }
        let violations = schema.violations(of: .object(given))
        guard !violations.isEmpty else { return nil }
        let sentences = violations.prefix(Self.maximumTold).map { $0.sentence(noun: "argument") }
        return ToolFailure(sentences.joined(separator: " "))
    }
}
