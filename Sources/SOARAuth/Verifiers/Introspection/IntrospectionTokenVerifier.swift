//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

public import struct Foundation.Date

/// Asks the authorization server about each token (RFC 7662).
///
/// Answers are kept for a short time, under a keyed hash of the token: no token stays in memory. A server that can't be
/// asked is ``AuthenticationFailure/unavailable(_:)`` and never a refusal; after several failures in a row it is left
/// alone for a while. Our own API tokens never leave, and neither do tokens that look like a JWT unless
/// ``Configuration/acceptsStructuredTokens`` says so.
///
/// The address is the operator's word, so private networks are allowed; it must be HTTPS, or HTTP on this very machine.
public struct IntrospectionTokenVerifier: TokenVerifier {
    private let base: CachingTokenVerifier<ThrottlingTokenVerifier<IntrospectionExchange>>
    public let shapes: Set<BearerToken.Shape>

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - url: The introspection endpoint.
    ///   - clientID: Who we are to the server.
    ///   - clientSecret: What proves it.
    ///   - fetcher: The way out; it must outlive the verifier.
    ///   - configuration: What answers must say, and how long they are believed.
    ///   - now: The time that tokens and answers age by.
    /// - Throws: ``InvalidServerURL``.
    public init(
        url: String, clientID: String, clientSecret: Secret<String>, fetcher: any HTTPFetching,
        configuration: Configuration = Configuration(), now: @escaping @Sendable () -> Date = { Date() }
    ) throws(InvalidServerURL) {
        let request = IntrospectionRequest(
            url: try ServerURL(validating: url), clientID: clientID, clientSecret: clientSecret,
            authentication: configuration.authentication)
        let exchange = IntrospectionExchange(request, fetcher: fetcher, configuration: configuration, now: now)
        shapes = exchange.shapes
        let throttled = exchange.throttled(maximumConcurrent: configuration.maximumQuestions, maximumWaiting: 0)
        var caching = CachingTokenVerifier<ThrottlingTokenVerifier<IntrospectionExchange>>.Configuration()
        caching.maximumAccepted = configuration.maximumCachedTokens
        caching.maximumRefused = configuration.maximumCachedTokens
        caching.maximumAcceptedAge = configuration.maximumAge
        caching.maximumRefusedAge = configuration.refusalAge
        base = throttled.cached(caching, now: now)
    }

    /// Answers in memory.
    package var cachedCount: Int { base.counts.accepted + base.counts.refused }

    /// Forgets all answers, for when any token was taken back.
    public func removeAll() { base.removeAll() }

    /// Forgets what was said of these callers' tokens, for when they were taken back.
    public func remove(where isGone: (AccessToken) -> Bool) { base.remove(where: isGone) }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        // Tokens of other forms take no room in the cache.
        guard shapes.contains(token.shape) else { return nil }
        return try await base.verify(token)
    }
}
