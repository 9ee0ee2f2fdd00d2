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

    @Option(help: "The team that the token belongs to.")
    var tenant: String = TenantID.default.rawValue

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let now = context.now()
        let name = try TokenName.checked(name)
        let description = try TokenName.checkedDescription(description)
        let expiresAt = try expiry.expiresAt(now: now)
        let store = try settings.store(createsMissing: true, in: context)
        let tenant = try await TenantLookup.tenant(tenant, in: store)
        let secret = APITokenSecret()
        let new = NewAPIToken(
            name: name, summary: description, tenant: tenant, scopes: scopes.isEmpty ? Scope.standard : Set(scopes),
            secret: secret, createdAt: now, expiresAt: expiresAt)
        let token = try await insert(new, into: store)
        do {
            try printToken(secret, token, in: context)
        } catch {
            // A token that nobody saw must not stay valid.
            _ = try await store.setToken(token.id, state: .revoked)
            throw error
        }
    }

    private func insert(_ new: NewAPIToken, into store: some TokenStore) async throws -> APIToken {
        do throws(StoreError) {
            return try await store.insertToken(new)
        } catch {
            guard error.code == .conflict else { throw error }
            throw CommandError(
                Message(
                    "There is a token called \"\(new.name)\" already. Revoke it first, or choose another name.",
                    "已有名为“\(new.name)”的令牌。请先吊销它，或使用其他名称。"))
        }
    }

    private func printToken(_ secret: APITokenSecret, _ token: APIToken, in context: CommandContext) throws {
        if output.json {
            var members: JSONObject = ["token": .string(secret.exposed)]
            members = members.merging(token.json(now: context.now()))
            try context.printResult(.object(members))
        } else {
            try context.printResult(secret.exposed)
        }
        let expiry =
            token.expiresAt.map { Message("expires \(Timestamp.text($0))", "\(Timestamp.text($0)) 过期") }
            ?? Message("never expires", "永不过期")
        context.printRemark(
            Message(
                "Token \(token.id) \"\(token.name)\" (\(expiry.english)). Keep it safe: it is not shown again.",
                "令牌 \(token.id)“\(token.name)”（\(expiry.chinese)）。请妥善保存：不会再次显示。"))
    }
}
