//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token list`.
struct TokenList: SOARCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the API tokens.")

    @Option(help: "Only this team's tokens.")
    var tenant: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        var tenantID: TenantID?
        if let tenant { tenantID = try await TenantLookup.tenant(tenant, in: store) }
        let tokens = try await store.tokens(tenant: tenantID)
        let now = context.now()
        if output.json { return try context.printResult(.array(tokens.map { .object($0.json(now: now)) })) }
        guard !tokens.isEmpty else {
            return context.printRemark(
                Message(
                    "There are no tokens yet. Create one with `soar-mcp token create NAME`.",
                    "尚无令牌。请用 `soar-mcp token create 名称` 创建。"))
        }
        // Who works alone has never met the word.
        let showsTenants = try await store.tenants().count > 1
        var table = TextTable(
            [
                Message("ID", "编号"), Message("NAME", "名称"), Message("TOKEN", "令牌"), Message("STATUS", "状态"),
                Message("EXPIRES", "过期"), Message("LAST USED", "最后使用"), Message("USES", "次数"),
            ] + (showsTenants ? [Message("TENANT", "租户")] : []) + [Message("SCOPES", "权限")], in: context.language)
        for token in tokens {
            let cells = [
                token.id.description, token.name, token.prefix + "…", token.status(now: now),
                token.expiresAt.map(Timestamp.brief) ?? Message("never", "永不").text(in: context.language),
                token.lastUsedAt.map(Timestamp.brief) ?? "-", String(token.useCount),
            ]
            let scopes = token.scopes.sorted().map(\.rawValue).joined(separator: " ")
            table.append(cells + (showsTenants ? [token.tenant.rawValue] : []) + [scopes])
        }
        for line in table.lines { try context.printResult(line) }
    }
}
