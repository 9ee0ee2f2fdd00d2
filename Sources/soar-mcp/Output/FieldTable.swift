//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One thing with all that is known of it, a line for each member.
struct FieldTable {
    private var table: TextTable

    init(_ members: JSONObject, in language: Language) {
        table = TextTable([Message("FIELD", "字段"), Message("VALUE", "值")], in: language)
        for (name, value) in members { table.append([name, Self.plainText(value)]) }
    }

    func print(in context: CommandContext) throws {
        for line in table.lines { try context.printResult(line) }
    }

    private static func plainText(_ value: JSONValue) -> String {
        switch value {
        case .null: "-"
        case .string(let text): text
        case .array(let elements): elements.compactMap(\.stringValue).joined(separator: " ")
        default: value.text()
        }
    }
}
