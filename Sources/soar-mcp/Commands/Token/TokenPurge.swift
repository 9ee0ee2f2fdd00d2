//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token purge`: takes away tokens that were revoked long ago.
struct TokenPurge: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Take tokens away for good that were revoked long ago.",
        discussion: "What they did stays in the audit log.")

    @Option(
        help: ArgumentHelp("Revoked for that time at least (default: 365d).", valueName: "time"),
        transform: Arguments.time)
    var revokedFor: TimeArgument = .ago(.seconds(365 * 86_400))

    @Option(help: "Only this team's tokens.")
    var tenant: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        var selection = APITokenSelection()
        if let tenant { selection.tenant = try await TenantLookup.tenant(tenant, in: store) }
        let gone = try await store.deleteTokens(
            revokedBefore: revokedFor.date(now: context.now()), selection, by: context.asOperator)
        if output.json {
            return try context.printResult(.array(gone.map { .object($0.json(now: context.now())) }))
        }
        try context.printResult(Message("\(gone.count) tokens are gone.", "已删除 \(gone.count) 个令牌。"))
    }
}
