//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token show`.
struct TokenShow: SOARCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show what is known of one token.")

    @Argument(help: ArgumentHelp("The token's number or name.", valueName: "id|name"))
    var token: String

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let found = try await TokenLookup.token(token, in: store)
        let members = found.json(now: context.now())
        if output.json { return try context.printResult(.object(members)) }
        var table = TextTable([Message("FIELD", "字段"), Message("VALUE", "值")], in: context.language)
        let showsTenant = try await store.tenants().count > 1
        for (name, value) in members where name != "tenant" || showsTenant {
            table.append([name, Self.plainText(value)])
        }
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
