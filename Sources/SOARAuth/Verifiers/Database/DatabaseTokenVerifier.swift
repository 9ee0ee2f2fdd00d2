//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

public import struct Foundation.Date

/// Knows the API tokens of a store: checksum first, then one look-up by hash.
///
/// Verified tokens stay in memory until any token changes: at once for a change in this process, within
/// ``Configuration/maximumStaleness`` for one in another process, for the store is asked that often whether anything
/// changed. If it can't be asked, nothing is believed.
public struct DatabaseTokenVerifier: TokenVerifier {
    /// How much is remembered, and for how long.
    public struct Configuration: Sendable {
        /// Verified tokens in memory at most; more are looked up each time.
        public var maximumCachedTokens = 10_000
        /// How old the knowledge that nothing changed may be.
        public var maximumStaleness: Duration = .milliseconds(250)

        public init() {}
    }

    private let store: any TokenStore
    private let usage: TokenUsageLedger?
    private let cache: TokenCache
    private let revision: RevisionWatch
    private let now: @Sendable () -> Date

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - store: Where the tokens are.
    ///   - usage: Counts their uses; run it as a service, or nothing is written.
    ///   - configuration: How much is remembered.
    ///   - now: The time that expiry is measured by.
    public init(
        _ store: any TokenStore, usage: TokenUsageLedger? = nil, configuration: Configuration = Configuration(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.usage = usage
        self.now = now
        cache = TokenCache(limit: configuration.maximumCachedTokens)
        revision = RevisionWatch(
            changes: store.tokenChanges, maximumStaleness: configuration.maximumStaleness,
            revision: { () async throws(StoreError) in try await store.tokenRevision() })
    }

    /// API tokens only.
    public var shapes: Set<BearerToken.Shape> { [.apiToken] }

    /// How often a token was known from memory, and how often it had to be looked up.
    public var cacheUse: CacheUse { cache.use.value }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        guard token.shape == .apiToken else { return nil }
        guard let secret = APITokenSecret(token.exposed) else { throw .malformedToken }
        let hash = secret.hash
        let state = try await currentState()
        let known = if let cached = cache.token(hash, at: state) { cached } else { try await lookUp(hash, at: state) }
        return try decide(known)
    }

    private func currentState() async throws(AuthenticationFailure) -> RevisionWatch.State {
        do throws(StoreError) {
            return try await revision.current()
        } catch {
            throw .unavailable("token store: \(error.message)")
        }
    }

    /// The state is read before the look-up: a change in between makes the entry stale, never wrong.
    private func lookUp(
        _ hash: APITokenHash, at state: RevisionWatch.State
    ) async throws(AuthenticationFailure) -> APIToken {
        let found: APIToken?
        do {
            found = try await store.token(hash: hash)
        } catch {
            throw .unavailable("token store: \(error.message)")
        }
        // A token that is not there is not remembered: anybody can invent as many as they like.
        guard let found else { throw .unknown }
        cache.insert(found, at: state)
        return found
    }

    private func decide(_ token: APIToken) throws(AuthenticationFailure) -> AccessToken {
        let now = now()
        let caller = try token.caller(at: now)
        usage?.count(token.id, at: now)
        return caller
    }
}

extension TokenVerifier where Self == DatabaseTokenVerifier {
    /// Knows the API tokens of a store.
    public static func database(_ store: any TokenStore, usage: TokenUsageLedger? = nil) -> Self {
        DatabaseTokenVerifier(store, usage: usage)
    }
}

extension APIToken {
    /// Whom the token speaks for, if it is good at that time.
    ///
    /// - Throws: ``AuthenticationFailure/disabled``, ``AuthenticationFailure/revoked`` or
    ///   ``AuthenticationFailure/expired``.
    package func caller(at now: Date) throws(AuthenticationFailure) -> AccessToken {
        switch state {
        case .enabled: break
        case .disabled: throw .disabled
        case .revoked: throw .revoked
        }
        let caller = AccessToken(
            subject: "token:\(id)", client: id.description, name: name, tenant: tenant, scopes: scopes,
            expiresAt: expiresAt, tokenID: id)
        guard !caller.isExpired(at: now) else { throw .expired }
        return caller
    }
}
