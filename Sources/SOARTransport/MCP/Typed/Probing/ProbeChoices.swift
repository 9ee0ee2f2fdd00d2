//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The values of an enum that can list them.
struct ProbeChoices {
    let schema: JSONValue
    let first: Any

    /// Looks at a type; nil for one that can't list its values, or whose raw values are neither all strings nor all
    /// integers.
    init?(_ type: Any.Type) {
        guard let type = type as? any (CaseIterable & RawRepresentable).Type else { return nil }
        self.init(choices: type)
    }

    private init?<Choice: CaseIterable & RawRepresentable>(choices type: Choice.Type) {
        guard let first = type.allCases.first else { return nil }
        let values = type.allCases.compactMap { choice in
            (choice.rawValue as? any Encodable).flatMap { try? JSONValueEncoder().encode($0) }
        }
        let kinds = Set(values.map(\.kind))
        guard values.count == type.allCases.count, let kind = kinds.first, kinds.count == 1,
            ["string", "integer"].contains(kind)
        else { return nil }
        schema = ["type": .string(kind), "enum": .array(values)]
        self.first = first
    }
}
