//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token show`.
struct TokenShow: SOARCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show what is known of one token.")

    @Argument(help: TokenLookup.help)
    var token: String

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let found = try await TokenLookup.token(token, in: store, context)
        let members = found.json(now: context.now())
        if output.json { return try context.printResult(.object(members)) }
        // Who works alone has never met the word.
        var shown = members
        if try await store.tenants().count < 2 { shown["tenant"] = nil }
        try FieldTable(shown, in: context.language).print(in: context)
    }
}
