//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// What `token enable`, `disable` and `revoke` have in common.
protocol TokenStateChange: SOARCommand {
    static var state: APIToken.State { get }
    /// What has been done, as a word that follows "is now".
    static var done: Message { get }
    var token: String { get }
    var settings: SettingsOptions { get }
    var output: JSONOption { get }
}

extension TokenStateChange {
    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let found = try await TokenLookup.token(token, in: store, context)
        if Self.state == .enabled { try checkCanBeEnabled(found, in: context) }
        let all: [APIToken]
        do {
            all = try await store.setToken(found.id, state: Self.state, by: context.asOperator)
        } catch {
            guard error.code == .conflict else { throw error }
            throw CommandError(
                Message(
                    "Token \(found.id) \"\(found.name)\" is revoked and stays so. Create a new one.",
                    "令牌 \(found.id)“\(found.name)”已吊销，无法恢复。请创建新令牌。"))
        }
        guard let changed = all.first else {
            throw CommandError(Message("Token \(found.id) is gone.", "令牌 \(found.id) 已不存在。"))
        }
        for token in all.dropFirst() {
            context.printRemark(
                Message(
                    "Token \(token.id) \"\(token.name)\", which it replaced and which still worked, is \(Self.done.english) too.",
                    "被其替换但仍有效的令牌 \(token.id)“\(token.name)”也已\(Self.done.chinese)。"))
        }
        if Self.state == .enabled, changed.status(now: context.now()) == "expired" {
            context.printRemark(
                Message(
                    "But token \(changed.id) has expired and stays refused: soar-mcp token change \(changed.id) "
                        + "--expires-in-days DAYS",
                    "但令牌 \(changed.id) 已过期，仍会被拒绝：soar-mcp token change \(changed.id) --expires-in-days 天数"))
        }
        if output.json { return try context.printResult(.object(changed.json(now: context.now()))) }
        try context.printResult(
            Message(
                "Token \(changed.id) \"\(changed.name)\" is now \(Self.done.english).",
                "令牌 \(changed.id)“\(changed.name)”现已\(Self.done.chinese)。"))
    }
}

extension TokenStateChange {
    /// Nothing brings back a token whose grace is over.
    private func checkCanBeEnabled(_ token: APIToken, in context: CommandContext) throws {
        guard token.state == .disabled, let successor = token.succession.successor,
            token.succession.isOver(at: token.time(at: context.now()))
        else { return }
        throw CommandError(
            Message(
                "Token \(token.id) \"\(token.name)\" was replaced by token \(successor), and its grace is over: it stays "
                    + "refused. Use token \(successor), or create another one.",
                "令牌 \(token.id)“\(token.name)”已被令牌 \(successor) 轮换，宽限期已过，仍会被拒绝。请使用令牌 \(successor)，或新建令牌。"))
    }
}
