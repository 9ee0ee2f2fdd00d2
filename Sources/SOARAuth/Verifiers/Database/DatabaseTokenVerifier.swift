//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
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
        /// Verified tokens in memory at most; beyond that those go that were not used for longest.
        public var maximumCachedTokens = 10_000
        /// How old the knowledge that nothing changed may be.
        public var maximumStaleness: Duration = .milliseconds(250)
        /// Whether the store is told of the use of a token that was replaced, and may revoke what took its place; not for
        /// whoever only looks at a token.
        public var reportsReuse = true

        public init() {}
    }

    private let store: any TokenStore
    private let usage: TokenUsageLedger?
    private let cache: TokenCache
    private let revision: RevisionWatch
    /// Nil where nobody is told.
    private let reuses: ReuseAlarm?
    private let logger: Logger?
    private let now: @Sendable () -> Date
    private let certain: @Sendable () -> Date

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - store: Where the tokens are.
    ///   - usage: Counts their uses; run it as a service, or nothing is written.
    ///   - configuration: How much is remembered.
    ///   - logger: Hears of tokens that are used though they were replaced.
    ///   - now: The time that expiry is measured by.
    ///   - certain: The time that it is for certain: what is over by then stays over, also if a clock is set back. Where
    ///     nothing is said, the time that has gone by since the verifier was made.
    public init(
        _ store: any TokenStore, usage: TokenUsageLedger? = nil, configuration: Configuration = Configuration(),
        logger: Logger? = nil, now: @escaping @Sendable () -> Date = { Date() },
        certain: (@Sendable () -> Date)? = nil
    ) {
        self.store = store
        self.usage = usage
        self.logger = logger
        self.now = now
        self.certain = certain ?? SteadyClock(now).certain
        reuses = configuration.reportsReuse ? ReuseAlarm() : nil
        cache = TokenCache(limit: configuration.maximumCachedTokens)
        revision = RevisionWatch(
            changes: store.tokenChanges, maximumStaleness: configuration.maximumStaleness,
            revision: { () async throws(StoreError) in try await store.tokenRevision() })
    }

    /// API tokens, and opaque ones, for the predecessor's look like any other.
    public var shapes: Set<BearerToken.Shape> { [.apiToken, .opaque] }

    /// How often a token was known from memory, and how often it had to be looked up.
    public var cacheUse: CacheUse { cache.use.value }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        guard token.shape == .apiToken else { return try await verifyImported(token) }
        guard let secret = APITokenSecret(token.exposed) else { throw .malformedToken }
        guard let known = try await find(secret.hash, at: try await currentState()) else { throw .unknown }
        return try await decide(known)
    }

    /// Looks for one of the predecessor's tokens, where there are any: nobody else pays for guesses, and a token that
    /// is none of them may be another verifier's.
    private func verifyImported(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        guard let secret = ImportedTokenSecret(token.exposed) else { return nil }
        let state = try await currentState()
        guard try await hasImported(at: state), let known = try await find(secret.hash, at: state), known.isImported
        else { return nil }
        return try await decide(known)
    }

    private func hasImported(at state: RevisionWatch.State) async throws(AuthenticationFailure) -> Bool {
        if let known = cache.hasImported(at: state) { return known }
        do {
            let answer = try await store.hasImportedTokens()
            cache.remember(hasImported: answer, at: state)
            return answer
        } catch {
            throw .unavailable("token store: \(error.message)")
        }
    }

    private func currentState() async throws(AuthenticationFailure) -> RevisionWatch.State {
        do throws(StoreError) {
            return try await revision.current()
        } catch {
            throw .unavailable("token store: \(error.message)")
        }
    }

    /// The state is read before the look-up: a change in between makes the entry stale, never wrong.
    private func find(
        _ hash: APITokenHash, at state: RevisionWatch.State
    ) async throws(AuthenticationFailure) -> KnownToken? {
        if let cached = cache.token(hash, at: state) { return cached }
        let found: APITokenGrant?
        do {
            found = try await store.grant(hash: hash)
        } catch {
            throw .unavailable("token store: \(error.message)")
        }
        // A token that is not there is not remembered: anybody can invent as many as they like.
        guard let known = found.map(KnownToken.init) else { return nil }
        cache.insert(known, at: state)
        return known
    }

    private func decide(_ known: KnownToken) async throws(AuthenticationFailure) -> AccessToken {
        let now = now()
        do throws(AuthenticationFailure) {
            let caller = try known.caller(at: now)
            usage?.count(known.id, at: now)
            return caller
        } catch {
            RefusedCaller.note(known.caller)
            let certain = certain()
            if known.isOver(at: certain) { usage?.countEnd(known.id, at: certain) }
            if error == .replaced { await report(known, at: now) }
            throw error
        }
    }

    /// A token that was replaced is in hands that were not told: somebody has to know.
    private func report(_ known: KnownToken, at now: Date) async {
        let id = known.id
        guard let reuses, reuses.isNew(id, at: now) else { return }
        do {
            let revoked = try await store.reportReuse(of: id, at: now)
            logger?.warning(
                "A token was used that had been replaced",
                metadata: ["token_id": "\(id)", "token_name": "\(known.name)", "revoked": "\(revoked)"])
        } catch {
            reuses.forget(id)
            logger?.error(
                "The use of a replaced token could not be recorded",
                metadata: ["token_id": "\(id)", "error": "\(error)"])
        }
    }
}

extension TokenVerifier where Self == DatabaseTokenVerifier {
    /// Knows the API tokens of a store.
    public static func database(_ store: any TokenStore, usage: TokenUsageLedger? = nil) -> Self {
        DatabaseTokenVerifier(store, usage: usage)
    }
}
