//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

/// One schema, and values that are valid and invalid by it, all as JSON text.
struct SchemaCase: Sendable, CustomTestStringConvertible {
    let rule: String
    let schema: String
    let valid: [String]
    let invalid: [String]

    init(_ rule: String, _ schema: String, valid: [String] = [], invalid: [String] = []) {
        self.rule = rule
        self.schema = schema
        self.valid = valid
        self.invalid = invalid
    }

    var testDescription: String { "\(rule): \(schema)" }

    static let all =
        general + numbers + strings + formats + objects + arrays + combinations + references + leftovers + draft7
}
