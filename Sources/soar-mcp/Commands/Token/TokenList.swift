//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import SOARCore
import SOARTransport

/// `soar-mcp token list`.
struct TokenList: SOARCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the API tokens.")

    @Option(help: "Only this team's tokens.")
    var tenant: String?

    @OptionGroup(title: "Which tokens") var selection: TokenSelectionOptions

    @Option(
        help: ArgumentHelp("Only this state: \(Arguments.tokenStates).", valueName: "state"),
        transform: Arguments.tokenState)
    var state: APIToken.State?

    @Option(help: ArgumentHelp("Only those that expire within that time.", valueName: "time"))
    var expiringWithin: TimeArgument?

    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit: Int?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let now = context.now()
        var selection = selection.selection(now: now)
        if let tenant { selection.tenant = try await TenantLookup.tenant(tenant, in: store) }
        selection.state = state
        if let expiringWithin {
            selection.expiresAfter = now
            selection.expiresBefore = expiringWithin.later(than: now)
        }
        selection.limit = limit
        let tokens = try await store.tokens(selection)
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
                expiry(of: token, now: now).text(in: context.language),
                token.lastUsedAt.map(Timestamp.brief) ?? "-", String(token.useCount),
            ]
            let rights =
                token.role.map { "role:\($0)" } ?? token.scopes.sorted().map(\.rawValue).joined(separator: " ")
            table.append(cells + (showsTenants ? [token.tenant.rawValue] : []) + [rights])
        }
        for line in table.lines { try context.printResult(line) }
    }

    /// When it expires; with a warning where that is near.
    private func expiry(of token: APIToken, now: Date) -> Message {
        guard let expiresAt = token.expiresAt else { return Message("never", "永不") }
        let time = Timestamp.brief(expiresAt)
        guard let days = token.daysLeft(now: now), days < ExpiryNotice.standardDays else { return Message(same: time) }
        return Message("\(time) (in \(days) d!)", "\(time)（剩 \(days) 天！）")
    }
}
