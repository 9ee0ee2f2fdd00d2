//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

public import struct Foundation.Date

/// Remembers what became of tokens, each for a limited time, and verifies a token once however many present it at once.
///
/// Put it around verifiers that ask somebody else or are expensive. What depends on time alone is not remembered, and an
/// outage never. No token is kept: entries are found by SHA-256 over a secret of this process and the token, so nobody
/// can make two tokens meet, and a dump of the memory has no hash that could be looked for elsewhere. The secret stands
/// before the token, which would be no MAC to be shown to others (RFC 2104 is), but no hash ever leaves.
public struct CachingTokenVerifier<Base: TokenVerifier>: TokenVerifier {
    /// How much is remembered, and for how long.
    public struct Configuration: Sendable {
        /// Accepted tokens in memory at most; at least half as many of the last used stay.
        public var maximumAccepted = 10_000
        /// Refused tokens in memory at most; they never take the room of accepted ones.
        public var maximumRefused = 2_000
        /// How long an acceptance is believed at most; never beyond the token's own expiry.
        public var maximumAcceptedAge: Duration = .seconds(60)
        /// How long a refusal is believed at most.
        public var maximumRefusedAge: Duration = .seconds(5)
        /// How many wait at most for verifications that are on their way; one more is refused as unavailable.
        public var maximumWaiting = 1_024

        public init() {}
    }

    private typealias Outcome = VerificationCache.Outcome

    private let base: Base
    private let configuration: Configuration
    private let now: @Sendable () -> Date
    private let cache: VerificationCache
    private let flights: SingleFlight<SHA256Digest, Outcome>
    /// Has taken in the secret already: 64 bytes, one block of the hash, so that it costs nothing a token.
    private let salted: SHA256

    /// Remembers what a verifier says.
    ///
    /// - Parameters:
    ///   - base: Decides.
    ///   - configuration: How much is remembered, and for how long.
    ///   - now: The time that ages and expiry are measured by.
    public init(
        _ base: Base, configuration: Configuration = Configuration(), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.base = base
        self.configuration = configuration
        self.now = now
        cache = VerificationCache(
            maximumAccepted: configuration.maximumAccepted, maximumRefused: configuration.maximumRefused)
        flights = SingleFlight(maximumWaiting: configuration.maximumWaiting)
        var random = SystemRandomNumberGenerator()
        var salted = SHA256()
        salted.update(data: (0..<SHA256.blockByteCount).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        self.salted = salted
    }

    public var shapes: Set<BearerToken.Shape> { base.shapes }

    /// How many accepted and how many refused tokens are remembered.
    public var counts: (accepted: Int, refused: Int) { cache.counts }

    /// How often a token was known, and how often not.
    public var cacheUse: CacheUse { cache.use.value }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        let key = key(of: token)
        if let known = cache.outcome(key, at: now()) { return try decide(known) }
        let outcome: Outcome
        do throws(SingleFlight<SHA256Digest, Outcome>.Refusal) {
            outcome = try await flights.value(for: key) { await lookUp(token, key) }
        } catch {
            switch error {
            case .cancelled: throw .unavailable("the verification was cancelled while it waited")
            case .full: throw .unavailable("too many wait for token verifications")
            }
        }
        return try decide(outcome)
    }

    /// Forgets everything, for when any token was taken back.
    public func removeAll() {
        // The cache first: who then begins anew reads its new epoch.
        cache.removeAll()
        flights.forgetFlights()
    }

    /// Forgets accepted tokens, for when these were taken back.
    public func remove(where isGone: (AccessToken) -> Bool) {
        cache.removeAccepted(where: isGone)
        flights.forgetFlights()
    }

    private func key(of token: BearerToken) -> SHA256Digest {
        var hash = salted
        hash.update(data: Array(token.exposed.utf8))
        return hash.finalize()
    }

    /// Verifies and remembers, as the one who does it for all.
    private func lookUp(_ token: BearerToken, _ key: SHA256Digest) async -> (own: Outcome, shared: Outcome?) {
        let epoch = cache.epoch
        // Somebody else may have come in between.
        if let known = cache.outcome(key, at: now(), isCounted: false) { return (known, known) }
        let start = now()
        let outcome: Outcome
        do throws(AuthenticationFailure) {
            outcome = .success(try await base.verify(token))
        } catch {
            // An outage that the caller made by going away is no news for those who stay.
            if error.status == 503, Task.isCancelled { return (.failure(error), nil) }
            outcome = .failure(error)
        }
        remember(outcome, key, from: start, epoch: epoch)
        return (outcome, outcome)
    }

    private func remember(_ outcome: Outcome, _ key: SHA256Digest, from start: Date, epoch: UInt64) {
        let age: Duration
        switch outcome {
        case .success(.some): age = configuration.maximumAcceptedAge
        case .success(.none): age = configuration.maximumRefusedAge
        case .failure(let failure):
            guard Self.isLasting(failure) else { return }
            age = configuration.maximumRefusedAge
        }
        cache.insert(outcome, for: key, from: start, until: start.addingTimeInterval(age / .seconds(1)), epoch: epoch)
    }

    /// A caller whose own time has run out is refused without asking again: nothing brings it back.
    private func decide(_ outcome: Outcome) throws(AuthenticationFailure) -> AccessToken? {
        let caller = try outcome.get()
        if let caller, caller.isExpired(at: now()) { throw .expired }
        return caller
    }

    /// Whether a refusal says something about the token that stays true for a while.
    private static func isLasting(_ failure: AuthenticationFailure) -> Bool {
        switch failure {
        case .malformedToken, .unknown, .disabled, .revoked, .unsupportedAlgorithm, .unacceptableHeader, .wrongType,
            .wrongIssuer, .invalidSignature, .invalidClaims, .wrongAudience:
            true
        // A key may come with the next fetch, and time goes on.
        case .missing, .malformedHeader, .malformedQuery, .expired, .unknownKey, .wrongKeyAlgorithm, .notYetValid,
            .excessiveLifetime, .insufficientScope, .unavailable, .undecided, .replaced, .tenantDisabled,
            .unknownTenant, .wrongAddress, .wrongTime, .tooMany:
            false
        }
    }
}

extension TokenVerifier {
    /// Remembers what becomes of tokens, each for a limited time.
    public func cached(
        _ configuration: CachingTokenVerifier<Self>.Configuration = .init(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) -> CachingTokenVerifier<Self> {
        CachingTokenVerifier(self, configuration: configuration, now: now)
    }
}
