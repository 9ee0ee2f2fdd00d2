//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

public import struct Foundation.Date

/// Takes access tokens that issuers have signed as JSON Web Tokens (RFC 7519, RFC 8725, RFC 9068).
///
/// The checks go one way, the cheap ones first, each named by the ``AuthenticationFailure`` that it ends in: the form, the
/// header, the issuer, the key, the signature, the claims, the times, the audience. Nothing in a token makes it ask another
/// server than the issuer's own key source, and that no more often than the source allows.
public struct JWTVerifier: TokenVerifier {
    private let issuers: [String: JWTIssuer]
    private let algorithms: Set<JWSAlgorithm>
    private let now: @Sendable () -> Date

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
        let named = Dictionary(grouping: issuers, by: \.identifier)
        guard named.count == issuers.count else { throw KeySetError("two issuers have the same name") }
        self.issuers = named.compactMapValues(\.first)
        algorithms = issuers.reduce(into: []) { $0.formUnion($1.policy.algorithms) }
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
        let jws = try CompactJWS(token.exposed)
        let header = try JWSHeader(jws.header, algorithms: algorithms)
        let claims = try JWTClaims(jws.payload)
        guard let name = claims.members["iss"]?.stringValue, let issuer = issuers[name] else { throw .wrongIssuer }
        guard issuer.policy.algorithms.contains(header.algorithm) else { throw .unsupportedAlgorithm }
        guard issuer.policy.type.allows(header.type) else { throw .wrongType }
        let keys: JSONWebKeySet
        do throws(KeySourceError) {
            keys = try await issuer.keys.keys(for: header.keyID)
        } catch {
            throw .unavailable("keys of \(issuer.identifier): \(error.message)")
        }
        try JWSVerifier.check(jws, header, keys: keys)
        return try issuer.caller(claims, at: now())
    }
}

extension JWTPolicy.TokenType {
    /// Whether a token may say that it is of that type (RFC 7519 §5.1; nil: it says nothing).
    func allows(_ type: String?) -> Bool {
        switch self {
        case .accessToken: type == "at+jwt"
        case .any: type == nil || type == "jwt" || type == "at+jwt"
        }
    }
}
