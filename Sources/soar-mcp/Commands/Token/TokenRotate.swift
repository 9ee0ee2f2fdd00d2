//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp token rotate`: replaces a token without an outage.
struct TokenRotate: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Replace a token by a new one; for a while both work.",
        discussion: """
            The new token has the name and the permissions of the old one; it alone goes to standard output, once. When \
            the old one is used after the grace, that is refused, recorded and logged.
            """)

    /// Seconds that both may work at most.
    static let maximumGrace: Duration = .seconds(90 * 86_400)

    @Argument(help: TokenLookup.help)
    var token: String

    @Option(
        help: ArgumentHelp("How long the old one works: 30m, 24h, 7d, 0s (default: 24h).", valueName: "time"),
        transform: Self.grace)
    var grace: TimeArgument = .ago(.seconds(86_400))

    @Flag(help: "If the old token is used after the grace, revoke the new one too: a copy of it is about.")
    var revokeFamilyOnReuse = false

    @OptionGroup var expiry: ExpiryOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    private static func grace(_ text: String) throws -> TimeArgument {
        guard let grace = TimeArgument(text), case .ago(let time) = grace, time <= maximumGrace else {
            throw ValidationError("It must be a time of at most 90d, such as 30m, 24h or 7d.")
        }
        return grace
    }

    func run(in context: CommandContext) async throws {
        let now = context.now()
        let expiresAt = try expiry.expiresAt(now: now)
        let store = try settings.store(in: context)
        let found = try await TokenLookup.token(token, in: store, context)
        let secret = APITokenSecret()
        let rotation = APITokenRotation(
            to: secret, at: now, graceEndsAt: grace.later(than: now), expiresAt: expiresAt,
            revokesFamilyOnReuse: revokeFamilyOnReuse)
        let new: APIToken?
        do {
            new = try await store.rotateToken(found.id, rotation, by: context.asOperator)
        } catch {
            guard error.code == .conflict else { throw error }
            throw CommandError(
                Message(
                    "Token \(found.id) \"\(found.name)\" can't be replaced: \(error.message)",
                    "令牌 \(found.id)“\(found.name)”无法轮换：\(error.message)"))
        }
        guard let new else {
            throw CommandError(Message("Token \(found.id) is gone.", "令牌 \(found.id) 已不存在。"))
        }
        try await NewTokenOutput(json: output.json).print(secret, new, in: context) {
            try await Self.takeBack(new, found, in: store, by: context.asOperator)
        }
        let end = Timestamp.text(rotation.graceEndsAt)
        context.printRemark(
            Message("Token \(found.id) works until \(end).", "令牌 \(found.id) 可继续使用至 \(end)。"))
    }

    /// What nobody has seen takes nobody's place.
    private static func takeBack(
        _ new: APIToken, _ old: APIToken, in store: some TokenAdministration, by operator: Operator
    ) async throws -> Message {
        guard let kept = try await store.takeBackRotation(of: old.id, to: new.id, by: `operator`) else {
            _ = try await store.setToken(new.id, state: .revoked, by: `operator`)
            return Message(
                "Token \(new.id), which nobody has seen, is revoked; token \(old.id) is no longer as it was: see "
                    + "soar-mcp token show \(old.id)",
                "令牌 \(new.id) 未曾显示，已吊销；令牌 \(old.id) 已有变化，请查看 soar-mcp token show \(old.id)")
        }
        guard kept.state == .enabled else {
            return Message(
                "Token \(new.id), which nobody has seen, is revoked; token \(old.id) is \(kept.state.rawValue) meanwhile.",
                "令牌 \(new.id) 未曾显示，已吊销；令牌 \(old.id) 此间已变为 \(kept.state.rawValue)。")
        }
        return Message(
            "Token \(new.id), which nobody has seen, is revoked; token \(old.id) is not replaced and works as before.",
            "令牌 \(new.id) 未曾显示，已吊销；令牌 \(old.id) 未被轮换，照常可用。")
    }
}
