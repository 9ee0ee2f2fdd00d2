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
    /// - Parameters:
    ///   - secret: The token itself.
    ///   - token: What is known of it.
    ///   - context: Where it is printed.
    ///   - takeBack: Takes back what was done for a token that nobody saw, and says what became of it.
    /// - Throws: ``CommandError`` where it could not be printed, with what became of the token.
    func print(
        _ secret: APITokenSecret, _ token: APIToken, in context: CommandContext,
        orTakeBack takeBack: () async throws -> Message
    ) async throws {
        do {
            try print(secret, token, in: context)
        } catch {
            let fault = CommandError(describing: error).message
            let outcome: Message
            do {
                outcome = try await takeBack()
            } catch {
                outcome =
                    Message(
                        "Token \(token.id), which nobody has seen, could not be revoked; run: soar-mcp token revoke "
                            + "\(token.id). ",
                        "令牌 \(token.id) 未曾显示，且无法吊销；请运行：soar-mcp token revoke \(token.id)。")
                    + CommandError(describing: error).message
            }
            throw CommandError(Message(fault.english + " ", fault.chinese) + outcome)
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
