//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import ServiceLifecycle

/// Everything that checks tokens, as the settings want it.
struct TokenVerification: Sendable {
    /// One way to check tokens.
    struct Part: Sendable {
        let settings: VerifierSettings
        let verifier: any TokenVerifier
        /// The keys that have to be fetched, where there are such.
        let keys: RemoteKeySet?
        /// Tells it from the others in figures: its kind, and its place where there are several of one kind.
        var label = ""
        /// How often its tokens were known from memory, where it remembers any.
        var cacheUse: (@Sendable () -> CacheUse)?
    }

    let parts: [Part]
    /// Counts the uses of our own tokens.
    let usage: TokenUsageLedger

    /// What calls go through: one verifier after the other, until one decides.
    var verifier: AnyOfTokenVerifier { AnyOfTokenVerifier(parts.map(\.verifier)) }

    /// The forms of tokens that may come in a query: no opaque ones where all of those are an authorization server's.
    var queryShapes: Set<BearerToken.Shape> {
        asksAuthorizationServer && queryVerifier == nil ? [.apiToken] : [.apiToken, .opaque]
    }

    /// What alone decides about tokens in a query where other opaque tokens are an authorization server's: those in the
    /// database are ours, and none of the others goes anywhere.
    var queryVerifier: (any TokenVerifier)? {
        let ours = parts.filter { $0.settings.kind == .database }
        return asksAuthorizationServer && !ours.isEmpty ? AnyOfTokenVerifier(ours.map(\.verifier)) : nil
    }

    private var asksAuthorizationServer: Bool { parts.contains { $0.settings.kind == .introspection } }

    /// What has to run beside the server.
    var services: [any Service] { [usage] + parts.compactMap(\.keys) }
}
