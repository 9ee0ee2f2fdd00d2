//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

public import struct Foundation.Date

/// Takes access tokens that issuers have signed as JSON Web Tokens (RFC 7519, RFC 8725, RFC 9068).
///
/// The checks go one way, the cheap ones first, each named by the ``AuthenticationFailure`` that it ends in: the form, the
/// issuer, the header, the key, the signature, the claims, the times, the audience. The issuer comes before the header, for
/// what a header may say is for each issuer to set, and a token of another issuer is another verifier's. Nothing in a token
/// makes it ask another server than the issuer's own key source, and that no more often than the source allows.
public struct JWTVerifier: TokenVerifier {
    private let issuers: [ExactText: JWTIssuer]
    private let now: @Sendable () -> Date
    private let headers = KnownHeaders()

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - issuers: Whose tokens are taken; each has its own keys, so none can sign for another.
    ///   - now: The time that tokens are measured by.
    /// - Throws: ``KeySetError`` where two issuers have the same name, or there is none.
    public init(
        _ issuers: [JWTIssuer], now: @escaping @Sendable () -> Date = { Date() }
    ) throws(KeySetError) {
        guard !issuers.isEmpty else { throw KeySetError("there is no issuer") }
        let named = Dictionary(grouping: issuers) { ExactText($0.identifier) }
        guard named.count == issuers.count else { throw KeySetError("two issuers have the same name") }
        self.issuers = named.compactMapValues(\.first)
        self.now = now
    }

    /// Makes a verifier for one issuer.
    ///
    /// - Throws: ``KeySetError`` as ``JWTIssuer/init(_:audiences:keys:policy:)`` does.
    public init(
        issuer: String, audience: String, keys: some KeySource, policy: JWTPolicy = JWTPolicy(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(KeySetError) {
        try self.init([JWTIssuer(issuer, audiences: [audience], keys: keys, policy: policy)], now: now)
    }

    public var shapes: Set<BearerToken.Shape> { [.structured] }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        guard token.shape == .structured else { return nil }
        let jws = try CompactJWS(token.exposed, headers: headers)
        let claims = try JWTClaims(jws.payload)
        guard let name = claims.members["iss"]?.stringValue, let issuer = issuers[ExactText(name)] else {
            throw .wrongIssuer
        }
        let header = try JWSHeader(jws, algorithms: issuer.policy.algorithms)
        guard issuer.policy.type.allows(header.type, claims) else { throw .wrongType }
        try await issuer.check(jws, header)
        headers.insert(header, of: jws)
        return try issuer.caller(claims, at: now())
    }

    /// The first claim that the issuer's tokens must have otherwise; nil where all can be read, or it is not trusted.
    package func unusableClaim(_ claims: JWTClaims) -> String? {
        claims.members["iss"]?.stringValue.flatMap { issuers[ExactText($0)] }?.unusableClaim(claims)
    }
}

extension JWTIssuer {
    /// Checks the signature, with newer keys where that may make a difference.
    fileprivate func check(_ jws: borrowing CompactJWS, _ header: JWSHeader) async throws(AuthenticationFailure) {
        let set: JSONWebKeySet
        do throws(KeySourceError) { set = try await keys.keys(for: header.keyID) } catch { throw failure(error) }
        do throws(AuthenticationFailure) {
            try JWSVerifier.check(jws, header, keys: set)
        } catch {
            // Where no name says which key it is, a key that came since is not missed before the signature fails.
            guard set.standsIn(for: header.keyID), let newer = try await newerKeys() else { throw error }
            try JWSVerifier.check(jws, header, keys: newer)
        }
    }

    private func newerKeys() async throws(AuthenticationFailure) -> JSONWebKeySet? {
        do throws(KeySourceError) { return try await keys.newerKeys() } catch { throw failure(error) }
    }

    private func failure(_ error: KeySourceError) -> AuthenticationFailure {
        let text = "keys of \(identifier): \(error.message)"
        return error.retryAfter.map { .undecided(text, retryAfter: $0) } ?? .unavailable(text)
    }
}

extension JWTPolicy.TokenType {
    /// Whether a token may say that it is of that type (RFC 7519 §5.1; nil: it says nothing).
    func allows(_ type: String?, _ claims: JWTClaims) -> Bool {
        switch self {
        case .accessToken: type == "at+jwt"
        case .any: (type == nil || type == "jwt" || type == "at+jwt") && !claims.isOfAnotherKind
        }
    }
}
