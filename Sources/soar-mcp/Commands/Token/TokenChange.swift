//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token change`: gives a token other permissions or another description.
struct TokenChange: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Change what a token may do, or how it is described.",
        discussion: "What is not said stays as it is; restrictions that are said replace all it had.")

    @Argument(help: TokenLookup.help)
    var token: String

    @Option(help: "Another name.")
    var name: String?

    @Option(help: "What the token is for.")
    var description: String?

    @Option(help: "Who answers for it.")
    var owner: String?

    @OptionGroup var expiry: ExpiryOptions

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "A permission, repeatable, in place of all it had: \(Arguments.scopes).", valueName: "scope"),
        transform: Arguments.scope)
    var scopes: [Scope] = []

    @Option(help: ArgumentHelp("Takes scopes and limits from a role.", valueName: "role"))
    var role: String?

    @Flag(help: "Takes them from no role any more; the role's scopes become its own.")
    var noRole = false

    @OptionGroup(title: "Permissions") var permissions: PermissionOptions

    @Flag(help: "Take all restrictions away.")
    var unrestricted = false

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard role == nil || scopes.isEmpty else { throw ValidationError("Give a role or scopes, not both.") }
        guard role == nil || !noRole else { throw ValidationError("Give --role or --no-role, not both.") }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let found = try await TokenLookup.token(token, in: store, context)
        let change = try await change(of: found, in: store, context)
        if let restrictions = change.restrictions {
            try await permissions.checkPlaybooks(of: restrictions, tenant: found.tenant, in: store, context)
        }
        guard change != APITokenChange() else {
            throw CommandError(
                Message("Nothing was said to change; see --help.", "未指定要修改的内容；请查看 --help。"))
        }
        let all: [APIToken]
        do {
            all = try await store.changeToken(found.id, change, by: context.asOperator)
        } catch {
            guard error.code == .conflict else { throw error }
            throw CommandError(
                Message(
                    "Token \(found.id) \"\(found.name)\" can't be changed so: \(error.message)",
                    "令牌 \(found.id)“\(found.name)”无法这样修改：\(error.message)"))
        }
        guard let changed = all.first else {
            throw CommandError(Message("Token \(found.id) is gone.", "令牌 \(found.id) 已不存在。"))
        }
        for token in all.dropFirst() {
            context.printRemark(
                Message(
                    "Token \(token.id) \"\(token.name)\", which it replaced and which still works, is changed too.",
                    "被其替换但仍有效的令牌 \(token.id)“\(token.name)”也已修改。"))
        }
        if output.json { return try context.printResult(.object(changed.json(now: context.now()))) }
        try context.printResult(
            Message("Token \(changed.id) \"\(changed.name)\" is changed.", "令牌 \(changed.id)“\(changed.name)”已修改。"))
    }

    private func change(
        of token: APIToken, in store: some TokenAdministration, _ context: CommandContext
    ) async throws -> APITokenChange {
        var change = APITokenChange()
        change.name = try name.map(TokenName.checked)
        change.summary = try description.map(TokenName.checkedDescription)
        change.owner = try owner.map(TokenName.checkedOwner)
        if expiry.isSaid { change.expiresAt = .some(try expiry.expiresAt(now: context.now())) }
        if !scopes.isEmpty {
            change.scopes = Set(scopes)
            if token.role != nil { change.role = .some(nil) }
        }
        if let role {
            let role = try await RoleLookup.role(role, tenant: token.tenant, in: store)
            change.role = role.name
            change.scopes = role.scopes
        }
        if noRole, let role = token.role {
            change.role = .some(nil)
            if scopes.isEmpty { change.scopes = try await store.role(role, tenant: token.tenant)?.scopes }
        }
        change.restrictions = unrestricted ? Restrictions.none : try permissions.restrictions(in: context)
        return change
    }
}
