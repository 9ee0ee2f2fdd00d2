//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore
import ServiceLifecycle

/// Everything that checks tokens, as the settings want it.
struct TokenVerification: Sendable {
    /// One way to check tokens.
    struct Part: Sendable {
        let settings: VerifierSettings
        let verifier: any TokenVerifier
        /// What checks the signed tokens of one issuer, without what goes around it.
        var jwt: JWTVerifier?
        /// The keys that have to be fetched, where there are such.
        var keys: RemoteKeySet?
        /// The keys that are in a file, where there are such.
        var fileKeys: FileKeys?
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

    /// Reads keys from their files again; where one can't be used its former keys stay in force.
    func reloadKeys(_ logger: Logger) {
        for keys in parts.compactMap(\.fileKeys) {
            do {
                try keys.reload()
                logger.notice("Keys were read again", metadata: ["file": "\(keys.file)"])
            } catch {
                let reason = (error as? KeySetError)?.message ?? CommandError(describing: error).message.english
                logger.error(
                    "Keys can't be read again: the former ones stay in force",
                    metadata: ["file": "\(keys.file)", "error.message": "\(reason)"])
            }
        }
    }
}
