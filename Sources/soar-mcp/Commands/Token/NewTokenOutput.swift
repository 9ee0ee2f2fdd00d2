//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Shows a new token, once.
struct NewTokenOutput {
    let json: Bool

    /// Prints the token alone on standard output, or with all that is known of it as JSON.
    ///
    /// - Throws: ``CommandError`` where it could not be printed; a token that nobody saw is revoked.
    func print(
        _ secret: APITokenSecret, _ token: APIToken, storedIn store: some TokenAdministration,
        in context: CommandContext
    ) async throws {
        do {
            try print(secret, token, in: context)
        } catch {
            _ = try await store.setToken(token.id, state: .revoked, by: context.asOperator)
            throw error
        }
        let expiry =
            token.expiresAt.map { Message("expires \(Timestamp.text($0))", "\(Timestamp.text($0)) 过期") }
            ?? Message("never expires", "永不过期")
        context.printRemark(
            Message(
                "Token \(token.id) \"\(token.name)\" (\(expiry.english)). Keep it safe: it is not shown again.",
                "令牌 \(token.id)“\(token.name)”（\(expiry.chinese)）。请妥善保存：不会再次显示。"))
    }

    private func print(_ secret: APITokenSecret, _ token: APIToken, in context: CommandContext) throws {
        guard json else { return try context.printResult(secret.exposed) }
        let members: JSONObject = ["token": .string(secret.exposed)]
        try context.printResult(.object(members.merging(token.json(now: context.now()))))
    }
}
