//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes
public import Logging
import SOARCore

/// Puts limits before another provider: on requests, and on tries with bad tokens.
///
/// The order is: requests of an address, bad tokens of an address, then the other provider, then requests of a caller.
/// So what is refused for its address costs no look-up. The address is the one that is handed in, whatever headers say.
public struct LimitedAuthProvider: AuthProvider {
    /// How much is let through, and how much is remembered.
    public struct Configuration: Hashable, Sendable {
        /// Requests of one caller in a minute, by its token; 0 for any number.
        public var requestsPerToken = 0
        /// Requests from one address in a minute; 0 for any number.
        public var requestsPerAddress = 0
        /// Tries with bad tokens from one address in a minute; 0 for any number.
        ///
        /// Beyond, only credentials are looked at that were accepted before, so that others behind the same address go
        /// on. A request without credentials is no try.
        public var failuresPerAddress = 300
        /// Addresses and callers that are counted at most, of each kind.
        public var maximumEntries = 10_000

        public init() {}
    }

    /// Who calls, as far as requests are counted.
    private struct Caller: Hashable, Sendable {
        private let tenant: TenantID
        /// A token that takes another one's place is counted with it.
        private let family: APITokenID?
        private let issuer: String?
        private let subject: String
        private let client: String

        init(_ caller: AccessToken) {
            tenant = caller.tenant
            family = caller.tokenFamily
            issuer = caller.issuer
            (subject, client) = family == nil ? (caller.subject, caller.client) : ("", "")
        }
    }

    /// What is counted; nothing where there is no limit.
    private struct Counts: Sendable {
        var configuration: Configuration
        var addresses: RateTable<AddressKey>?
        var failures: RateTable<AddressKey>?
        var callers: RateTable<Caller>?

        init(_ configuration: Configuration) {
            func table<Key>(_ perMinute: Int) -> RateTable<Key>? {
                perMinute > 0 ? RateTable(perMinute: perMinute, maximumKeys: configuration.maximumEntries) : nil
            }
            self.configuration = configuration
            addresses = table(configuration.requestsPerAddress)
            failures = table(configuration.failuresPerAddress)
            callers = table(configuration.requestsPerToken)
        }

        /// The counts under other limits; those of a limit that stays the same go on.
        func following(_ configuration: Configuration) -> Counts {
            var next = Counts(configuration)
            if configuration.requestsPerAddress == self.configuration.requestsPerAddress { next.addresses = addresses }
            if configuration.failuresPerAddress == self.configuration.failuresPerAddress { next.failures = failures }
            if configuration.requestsPerToken == self.configuration.requestsPerToken { next.callers = callers }
            return next
        }
    }

    private let base: any AuthProvider
    private let live: Live<Counts>
    private let accepted: AcceptedCredentials
    private let log: LimitLog
    private let now: @Sendable () -> ContinuousClock.Instant

    /// Puts limits before a provider.
    ///
    /// - Parameters:
    ///   - base: Decides about what is let through.
    ///   - configuration: How much that is.
    ///   - logger: Hears of what is refused, at a bounded rate.
    ///   - now: The time that rates are measured by.
    public init(
        _ base: any AuthProvider, configuration: Configuration = Configuration(), logger: Logger? = nil,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.base = base
        live = Live(Counts(configuration))
        accepted = AcceptedCredentials(limit: configuration.maximumEntries)
        log = LimitLog(logger)
        self.now = now
    }

    public var protectedResource: ProtectedResource? { base.protectedResource }

    public func challenge(for failure: AuthenticationFailure) -> String? { base.challenge(for: failure) }

    /// Addresses, callers and credentials that are remembered now, for tests and for metrics.
    public var counts: (addresses: Int, failing: Int, callers: Int, credentials: Int) {
        let live = live.value
        return (live.addresses?.count ?? 0, live.failures?.count ?? 0, live.callers?.count ?? 0, accepted.count)
    }

    /// Puts other limits in force, while requests come in; what a limit that stays the same has counted goes on.
    public func change(to configuration: Configuration) { live.replace(with: live.value.following(configuration)) }

    public func authenticate(_ request: HTTPRequest) async throws(AuthenticationFailure) -> AccessToken {
        try await authenticate(request, from: nil)
    }

    public func authenticate(
        _ request: HTTPRequest, from peer: String?
    ) async throws(AuthenticationFailure) -> AccessToken {
        let now = now()
        let address = AddressKey(peer)
        let live = live.value
        if let delay = live.addresses?.take(address, at: now) { throw refused(.requestsOfAddress, delay, peer, now) }
        let caller =
            if let failures = live.failures { try await looked(at: request, from: peer, address, failures, now) } else {
                try await base.authenticate(request, from: peer)
            }
        if let delay = live.callers?.take(Caller(caller), at: now) {
            RefusedCaller.note(caller)
            throw refused(.requestsOfToken, delay, peer, now, caller)
        }
        return caller
    }

    /// Not counted: it was let in, and nobody asks but the server itself.
    public func authenticateAgain(
        _ request: HTTPRequest, from peer: String?
    ) async throws(AuthenticationFailure) -> AccessToken { try await base.authenticateAgain(request, from: peer) }

    private func looked(
        at request: HTTPRequest, from peer: String?, _ address: AddressKey, _ failures: RateTable<AddressKey>,
        _ now: ContinuousClock.Instant
    ) async throws(AuthenticationFailure) -> AccessToken {
        guard let key = accepted.key(of: request) else { return try await base.authenticate(request, from: peer) }
        // Taken before the look-up and given back after: else many at once would all find the last one.
        let isNew = !accepted.contains(key)
        if isNew, let delay = failures.take(address, at: now) { throw refused(.failures, delay, peer, now) }
        do throws(AuthenticationFailure) {
            let caller = try await base.authenticate(request, from: peer)
            if isNew {
                failures.giveBack(address)
                accepted.insert(key)
            }
            return caller
        } catch {
            switch (error.isBadToken, isNew) {
            case (true, true), (false, false): break
            case (false, true): failures.giveBack(address)
            case (true, false):
                failures.take(address, at: now)
                accepted.remove(key)
            }
            throw error
        }
    }

    private func refused(
        _ limit: LimitLog.Limit, _ delay: Duration, _ peer: String?, _ now: ContinuousClock.Instant,
        _ caller: AccessToken? = nil
    ) -> AuthenticationFailure {
        log.note(limit, peer, caller, at: now)
        // Rounded up: who comes at the time that he is told is let in.
        let (seconds, attoseconds) = delay.components
        return .tooMany(retryAfter: max(1, Int(seconds) + (attoseconds > 0 ? 1 : 0)))
    }
}

extension AuthenticationFailure {
    /// Whether somebody tried a token that is no good, or that nobody can say anything about: not one that is missing,
    /// not an outage, not a good token in the wrong place.
    fileprivate var isBadToken: Bool {
        switch self {
        case .missing: false
        // What is special about it is in the token, so whoever tries many of them is to be slowed down.
        case .undecided: true
        default: status == 401 || status == 400
        }
    }
}
