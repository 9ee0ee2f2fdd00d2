//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// Shows one tenant.
struct TenantShow: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is known of one tenant; never its platform's token.")

    @Argument(help: ArgumentHelp("The tenant.", valueName: "name"))
    var name: String

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let tenant = try await TenantLookup.existing(name, in: store)
        if output.json { return try context.printResult(.object(tenant.json)) }
        var table = TextTable([Message("FIELD", "字段"), Message("VALUE", "值")], in: context.language)
        for (name, value) in tenant.json {
            guard let members = value.objectValue else {
                table.append([name, Self.plainText(value)])
                continue
            }
            for (member, value) in members { table.append(["\(name).\(member)", Self.plainText(value)]) }
        }
        for line in table.lines { try context.printResult(line) }
    }

    private static func plainText(_ value: JSONValue) -> String {
        switch value {
        case .null: "-"
        case .string(let text): text
        case .array(let elements): elements.isEmpty ? "-" : elements.compactMap(\.stringValue).joined(separator: " ")
        default: value.text()
        }
    }
}
