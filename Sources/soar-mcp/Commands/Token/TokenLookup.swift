//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Finds the one token that is meant by a number or a name.
enum TokenLookup {
    /// How many tokens an error lists.
    static let maximumCandidates = 8
    /// Bytes from which on a word could be somebody's token, of which a few characters got lost.
    static let shortestToken = ImportedTokenSecret.length - 3
    /// How many tokens a mistyped name is compared with.
    static let maximumSearched = 10_000

    /// The token of that number, or else of that name; a revoked one only where no other has the name.
    ///
    /// - Throws: ``CommandError`` with the candidates, where none or several fit.
    static func token(_ reference: String, in store: some TokenAdministration) async throws -> APIToken {
        if let token = try await tokenIfKnown(reference, in: store) { return token }
        var some = APITokenSelection()
        some.limit = maximumSearched
        throw unknown(reference, among: try await store.tokens(some))
    }

    /// The same; nil where none fits.
    ///
    /// - Throws: ``CommandError`` with the candidates, where several fit.
    static func tokenIfKnown(_ reference: String, in store: some TokenAdministration) async throws -> APIToken? {
        let reference = reference.trimmingBlanks()
        if let id = APITokenID(reference), let token = try await store.token(id: id) { return token }
        var selection = APITokenSelection()
        selection.name = reference
        let named = try await store.tokens(selection)
        let current = named.filter { $0.state != .revoked && $0.succession.successor == nil }
        let fitting = current.isEmpty ? named : current
        guard fitting.count <= 1 else { throw ambiguous(reference, among: fitting) }
        return fitting.first
    }

    /// What is known of a token of ours: by itself, its number, its name, or `-` for standard input.
    ///
    /// - Throws: ``CommandError`` where there is none.
    static func grant(_ reference: String, in store: some TokenAdministration) async throws -> APITokenGrant {
        let text = (reference == "-" ? readLine(strippingNewline: true) ?? "" : reference).trimmingBlanks()
        if let secret = APITokenSecret(text) {
            if let grant = try await store.grant(hash: secret.hash) { return grant }
            throw CommandError(Message("Nobody here has issued this token.", "本服务未签发过该令牌。"))
        }
        if let secret = ImportedTokenSecret(text), let grant = try await store.grant(hash: secret.hash) { return grant }
        let token = try await token(text, in: store)
        if let grant = try await store.grant(hash: token.hash) { return grant }
        throw unknown(text, among: [])
    }

    /// What was typed, unless it could be somebody's token: those are shown nowhere, mistyped ones neither.
    private static func shown(_ reference: String) -> String {
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
