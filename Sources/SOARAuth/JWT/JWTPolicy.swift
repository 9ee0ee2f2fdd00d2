//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What the tokens of an issuer must be like, beside being signed by it and meant for us.
public struct JWTPolicy: Sendable {
    /// Which `typ` a token may have.
    public enum TokenType: String, Sendable, CaseIterable {
        /// `at+jwt`, as RFC 9068 §4 asks for: no other kind of token of the issuer can be passed off as an access token.
        case accessToken = "at+jwt"
        /// `at+jwt`, `JWT` or none, for issuers that don't say; then an ID token is kept out by its audience and by claims
        /// that only ID tokens have.
        case any
    }

    /// The signature algorithms that are let through.
    public var algorithms = Set<JWSAlgorithm>.asymmetric
    /// Which `typ` a token may have.
    public var type = TokenType.accessToken
    /// How far the issuer's clock may be off.
    public var clockSkew: Duration = .seconds(60)
    /// The longest life that a token may be given; a stolen one must end some day.
    public var maximumLifetime: Duration = .seconds(24 * 60 * 60)
    /// The claim that names the tenant; nil where all of them are of the default tenant.
    public var tenantClaim: String?
    /// The claim that names the client (RFC 9068 §2.2); `azp` is looked at where it is missing.
    public var clientClaim = "client_id"
    /// The claim that people know the caller by; nil for the subject.
    public var nameClaim: String?
    /// Whether a token must carry `client_id`, `iat` and `jti` (RFC 9068 §2.2); without ``TokenType/accessToken`` few do.
    public var requiresProfileClaims = false

    public init() {}
}
