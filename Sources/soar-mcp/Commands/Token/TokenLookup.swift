//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// Finds the one token that is meant: by itself, by its number or by its name.
enum TokenLookup {
    /// How many tokens an error lists.
    static let maximumCandidates = 8
    /// Bytes from which on a word could be somebody's token, of which a few characters got lost.
    static let shortestToken = ImportedTokenSecret.length - 3
    /// How many tokens a mistyped name is compared with.
    static let maximumSearched = 10_000

    /// What help says of an argument that is a token.
    static let help = ArgumentHelp(
        "A token, a token's number or name, or - for standard input.", valueName: "token|id|name|-")

    /// What was typed or, for `-`, is on standard input, without blanks around it.
    ///
    /// - Throws: ``CommandError`` where that is nothing.
    static func reference(_ word: String, in context: CommandContext) throws -> String {
        let prompt = Message("Token", "令牌").text(in: context.language) + ": "
        let text = (word == "-" ? try context.terminal.readSecret(prompt) ?? "" : word).trimmingBlanks()
        guard !text.isEmpty else {
            throw CommandError(
                Message(
                    "No token was given: accepted is a token, a token's number or name, or - for one line of standard "
                        + "input.",
                    "未提供令牌：可为令牌本身、令牌的编号或名称，或用 - 从标准输入读取一行。"))
        }
        return text
    }

    /// The token that is meant; by name a revoked one only where no other has the name.
    ///
    /// - Throws: ``CommandError`` where nothing was given, and with the candidates where none or several fit.
    static func token(
        _ word: String, in store: some TokenAdministration, _ context: CommandContext
    ) async throws -> APIToken {
        try await token(reference(word, in: context), in: store)
    }

    private static func token(_ reference: String, in store: some TokenAdministration) async throws -> APIToken {
        if let token = try await presented(reference, in: store) { return token }
        if let token = try await named(reference, in: store) { return token }
        var some = APITokenSelection()
        some.limit = maximumSearched
        throw unknown(reference, among: try await store.tokens(some))
    }

    /// The token itself was given, and is known by its hash; nil where it has the form of none.
    ///
    /// - Throws: ``CommandError`` for one of ours that nobody here has issued.
    static func presented(_ text: String, in store: some TokenAdministration) async throws -> APIToken? {
        if let secret = APITokenSecret(text) {
            if let token = try await store.token(hash: secret.hash) { return token }
            throw CommandError(Message("Nobody here has issued this token.", "本服务未签发过该令牌。"))
        }
        // A name may have the form of the predecessor's tokens.
        guard let secret = ImportedTokenSecret(text) else { return nil }
        return try await store.token(hash: secret.hash)
    }

    /// The token of that number, or else of that name; nil where none fits.
    ///
    /// - Throws: ``CommandError`` with the candidates, where several fit.
    static func named(_ reference: String, in store: some TokenAdministration) async throws -> APIToken? {
        if let id = APITokenID(reference), let token = try await store.token(id: id) { return token }
        var selection = APITokenSelection()
        selection.name = reference
        let named = try await store.tokens(selection)
        let current = named.filter { $0.state != .revoked && $0.succession.successor == nil }
        let fitting = current.isEmpty ? named : current
        guard fitting.count <= 1 else { throw ambiguous(reference, among: fitting) }
        return fitting.first
    }

    /// The same, and all else that decides what it may do.
    ///
    /// - Throws: ``CommandError`` where there is none.
    static func grant(
        _ word: String, in store: some TokenAdministration, _ context: CommandContext
    ) async throws -> APITokenGrant {
        let text = try reference(word, in: context)
        let token = try await token(text, in: store)
        if let grant = try await store.grant(hash: token.hash) { return grant }
        throw unknown(text, among: [])
    }

    /// What was typed, unless it could be somebody's token: those are shown nowhere, mistyped ones neither.
    static func shown(_ reference: String) -> String {
        let couldBeToken =
            TokenScrubber.scrub(reference) != reference
            || reference.utf8.count >= shortestToken && !reference.trimmingBlanks().contains(where: \.isWhitespace)
        return couldBeToken ? "(not shown, it looks like a token)" : SettingsError.shown(reference)
    }

    private static func unknown(_ reference: String, among tokens: [APIToken]) -> CommandError {
        let shown = shown(reference)
        guard !tokens.isEmpty else {
            return CommandError(
                Message(
                    "There is no token \(shown): there are none yet. Create one with `soar-mcp token create NAME`.",
                    "没有令牌 \(shown)：尚无任何令牌。请用 `soar-mcp token create 名称` 创建。"))
        }
        let near = Spelling.nearest(to: reference, among: tokens.map(\.name))
        let candidates = list(near.map { name in tokens.filter { $0.name == name } } ?? tokens)
        return CommandError(
            Message("There is no token \(shown). There are: \(candidates).", "没有令牌 \(shown)。现有：\(candidates)。"))
    }

    private static func ambiguous(_ reference: String, among tokens: [APIToken]) -> CommandError {
        let shown = shown(reference)
        return CommandError(
            Message(
                "Several tokens are called \(shown). Give the number of one: \(list(tokens)).",
                "多个令牌名为 \(shown)。请指定编号：\(list(tokens))。"))
    }

    private static func list(_ tokens: [APIToken]) -> String {
        let shown = tokens.prefix(maximumCandidates).map { token in
            "\(token.id) \(token.name) (\(token.tenant), \(token.state.rawValue), \(token.prefix)…)"
        }
        return shown.joined(separator: "; ") + (tokens.count > maximumCandidates ? "; …" : "")
    }
}
