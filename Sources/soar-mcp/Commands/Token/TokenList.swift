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
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the API tokens, the newest first.",
        discussion:
            "With --expiring-within the soonest to expire come first. A line on standard error says when there are more."
    )

    /// The most tokens that one page has.
    static let maximumLimit = 100_000
    /// Tokens of a page where nothing is said.
    static let standardLimit = 100

    @Option(help: "Only this team's tokens.")
    var tenant: String?

    @OptionGroup(title: "Which tokens") var selection: TokenSelectionOptions

    @Option(
        help: ArgumentHelp(
            "Only this state: \(TokenListState.names). What is expired, or was replaced and is over, is enabled too.",
            valueName: "state"),
        transform: TokenListState.init(argument:))
    var state: TokenListState?

    @Option(
        help: ArgumentHelp("Only those that expire within that time.", valueName: "time"),
        transform: Arguments.time)
    var expiringWithin: TimeArgument?

    @Option(
        help: ArgumentHelp("How many at most (default: 100).", valueName: "count"),
        transform: Arguments.number(1...Self.maximumLimit))
    var limit: Int?

    @Option(help: ArgumentHelp("Go on behind the token of that number, for the next page.", valueName: "id"))
    var before: Int64?

    @Flag(help: "All of them, however many there are.")
    var all = false

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard !all || limit == nil && before == nil else {
            throw ValidationError("Give --all, or --limit and --before.")
        }
        guard state != .expired || before == nil && expiringWithin == nil else {
            throw ValidationError("--state expired takes --limit or --all, and neither --before nor --expiring-within.")
        }
        guard before == nil || expiringWithin == nil else {
            throw ValidationError(
                "--before goes on in the order of creation; --expiring-within takes --limit or --all.")
        }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let now = context.now()
        var selection = selection.selection(now: now)
        if let tenant { selection.tenant = try await TenantLookup.tenant(tenant, in: store) }
        state?.narrow(&selection, now: now)
        if let expiringWithin {
            selection.expiresAfter = now
            selection.expiresBefore = expiringWithin.later(than: now)
        }
        selection.before = before.map(APITokenID.init(rawValue:))
        // One more tells whether there are more.
        let limit = all ? nil : limit ?? Self.standardLimit
        selection.limit = limit.map { $0 + 1 }
        let found = try await store.tokens(selection)
        let tokens = Array(found.prefix(limit ?? .max))
        defer { if found.count > tokens.count { printMore(behind: tokens.last, in: context) } }
        if output.json { return try context.printResult(.array(tokens.map { .object($0.json(now: now)) })) }
        guard !tokens.isEmpty else {
            var everything = APITokenSelection()
            everything.limit = selection.limit
            guard selection == everything else {
                return context.printRemark(Message("No token fits.", "没有符合条件的令牌。"))
            }
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

    private func printMore(behind last: APIToken?, in context: CommandContext) {
        guard let last else { return }
        let next = expiringWithin == nil && state != .expired ? "--before \(last.id), " : ""
        context.printRemark(
            Message(
                "There are more: \(next)--limit COUNT or --all.", "还有更多：\(next)--limit 数量 或 --all。"))
    }

    /// When it expires; with a warning where that is near.
    private func expiry(of token: APIToken, now: Date) -> Message {
        guard let endsAt = token.endsAt else { return Message("never", "永不") }
        let time = Timestamp.brief(endsAt)
        guard let days = token.daysLeft(now: now) else { return Message(same: time) }
        if token.succession.successor != nil {
            return Message("\(time) (was replaced, in \(days) d!)", "\(time)（已被轮换，剩 \(days) 天！）")
        }
        guard days < ExpiryNotice.standardDays else { return Message(same: time) }
        return Message("\(time) (in \(days) d!)", "\(time)（剩 \(days) 天！）")
    }
}
