//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token create`.
struct TokenCreate: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create an API token and print it, once.",
        discussion: "The token alone goes to standard output. It is not stored and can't be shown again.")

    @Argument(help: "What the token is called, in lists and in the audit log.")
    var name: String

    @Option(help: "What the token is for.")
    var description: String = ""

    @OptionGroup var expiry: ExpiryOptions

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "A permission, repeatable: \(Arguments.scopes) (default: all but admin).", valueName: "scope"),
        transform: Arguments.scope)
    var scopes: [Scope] = []

    @Option(help: ArgumentHelp("Takes scopes and limits from a role: see `role list`.", valueName: "role"))
    var role: String?

    @Option(help: "Who answers for it.")
    var owner: String = ""

    @OptionGroup(title: "Permissions") var permissions: PermissionOptions

    @Option(help: "The team that the token belongs to.")
    var tenant: String = TenantID.default.rawValue

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard role == nil || scopes.isEmpty else { throw ValidationError("Give a role or scopes, not both.") }
    }

    func run(in context: CommandContext) async throws {
        let now = context.now()
        let name = try TokenName.checked(name)
        let owner = try TokenName.checkedOwner(owner)
        let restrictions = try permissions.restrictions(in: context) ?? .none
        let description = try TokenName.checkedDescription(description)
        let expiresAt = try expiry.expiresAt(now: now)
        let store = try settings.store(createsMissing: true, in: context)
        let tenant = try await TenantLookup.tenant(tenant, in: store)
        try await permissions.checkPlaybooks(of: restrictions, tenant: tenant, in: store, context)
        let secret = APITokenSecret()
        var new = NewAPIToken(
            name: name, summary: description, tenant: tenant, scopes: scopes.isEmpty ? Scope.standard : Set(scopes),
            secret: secret, createdAt: now, expiresAt: expiresAt)
        new.owner = owner
        new.restrictions = restrictions
        if let role {
            let role = try await RoleLookup.role(role, tenant: tenant, in: store)
            new.role = role.name
            new.scopes = role.scopes
        }
        let token = try await insert(new, into: store, by: context.asOperator)
        try await NewTokenOutput(json: output.json).print(secret, token, in: context) {
            _ = try await store.setToken(token.id, state: .revoked, by: context.asOperator)
            return Message(
                "Token \(token.id), which nobody has seen, is revoked.", "令牌 \(token.id) 未曾显示，已吊销。")
        }
    }

    private func insert(
        _ new: NewAPIToken, into store: some TokenAdministration, by operator: Operator
    ) async throws -> APIToken {
        do throws(StoreError) {
            return try await store.insertToken(new, by: `operator`)
        } catch {
            guard error.code == .conflict else { throw error }
            throw CommandError(
                Message(
                    "There is a token called \"\(new.name)\" already. Revoke it first, or choose another name.",
                    "已有名为“\(new.name)”的令牌。请先吊销它，或使用其他名称。"))
        }
    }
}
