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

    /// The forms of tokens that may come in a query: no opaque ones where those are an authorization server's.
    var queryShapes: Set<BearerToken.Shape> {
        parts.contains { $0.settings.kind == .introspection } ? [.apiToken] : [.apiToken, .opaque]
    }

    /// What has to run beside the server.
    var services: [any Service] { [usage] + parts.compactMap(\.keys) }
}
