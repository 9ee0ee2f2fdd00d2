//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token revoke-many`: refuses many tokens at once, for ever.
struct TokenRevokeMany: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke-many", abstract: "Refuse all tokens that match, for ever.",
        discussion: """
            All that is said must be true of a token. Those that it replaced and that still work go with it. Without --yes \
            it only lists them.
            """)

    @Option(help: "Only this team's tokens.")
    var tenant: String?

    @OptionGroup(title: "Which tokens") var selection: TokenSelectionOptions

    @Flag(help: "Revoke them.")
    var yes = false

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard tenant != nil || selection.isSaid else {
            throw ValidationError("Say which: --tenant, --owner, --prefix or --unused-for.")
        }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        var selection = selection.selection(now: context.now())
        selection.addsReplacedAt = context.now()
        if let tenant { selection.tenant = try await TenantLookup.tenant(tenant, in: store) }
        let chosen =
            yes
            ? try await store.revokeTokens(selection, by: context.asOperator)
            : try await store.tokens(selection).filter { $0.state != .revoked }
        let now = context.now()
        if output.json { return try context.printResult(.array(chosen.map { .object($0.json(now: now)) })) }
        for token in chosen {
            try context.printResult(PlainText.escaped("\(token.id) \(token.name) (\(token.tenant), \(token.prefix)…)"))
        }
        context.printRemark(
            yes
                ? Message("\(chosen.count) tokens are revoked.", "已吊销 \(chosen.count) 个令牌。")
                : Message(
                    "\(chosen.count) tokens would be revoked; say --yes to do it.",
                    "将吊销 \(chosen.count) 个令牌；加上 --yes 执行。"))
    }
}
