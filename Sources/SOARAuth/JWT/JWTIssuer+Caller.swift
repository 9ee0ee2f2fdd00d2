//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

import struct Foundation.Date
import typealias Foundation.TimeInterval

extension JWTIssuer {
    /// Whom a token speaks for whose signature was right.
    ///
    /// - Throws: The claim that refuses it, as an ``AuthenticationFailure``.
    func caller(_ claims: JWTClaims, at now: Date) throws(AuthenticationFailure) -> AccessToken {
        guard let subject = try claims.text("sub") else { throw .invalidClaims }
        let expiry = try checkTimes(claims, at: now)
        let audience = try claims.audience()
        guard accepts(audience: audience) else { throw .wrongAudience }
        if policy.requiresProfileClaims { try checkProfile(claims) }
        let client = if let client = try claims.text(policy.clientClaim) { client } else { try claims.text("azp") }
        return AccessToken(
            subject: subject, client: client ?? subject, name: try policy.nameClaim.flatMap(claims.text),
            tenant: try tenant(claims), scopes: try claims.scopes(), expiresAt: expiry, audience: audience,
            claims: claims.members)
    }

    /// The time from which on the token is refused: its expiry, and what its clock may be off.
    private func checkTimes(_ claims: JWTClaims, at now: Date) throws(AuthenticationFailure) -> Date {
        let skew = policy.clockSkew.seconds
        guard let expiry = try claims.time("exp") else { throw .invalidClaims }
        let issued = try claims.time("iat")
        let start = try claims.time("nbf")
        guard now < expiry.addingTimeInterval(skew) else { throw .expired }
        for time in [issued, start] {
            if let time, time > now.addingTimeInterval(skew) { throw .notYetValid }
        }
        // Without `iat` it counts from now: it has lived for a while already, so that is the milder measure.
        let life = expiry.timeIntervalSince(issued ?? now)
        guard life <= policy.maximumLifetime.seconds + (issued == nil ? skew : 0) else { throw .excessiveLifetime }
        return expiry.addingTimeInterval(skew)
    }

    private func checkProfile(_ claims: JWTClaims) throws(AuthenticationFailure) {
        for name in ["client_id", "jti"] {
            guard try claims.text(name) != nil else { throw .invalidClaims }
        }
        guard try claims.time("iat") != nil else { throw .invalidClaims }
    }

    private func tenant(_ claims: JWTClaims) throws(AuthenticationFailure) -> TenantID {
        guard let name = policy.tenantClaim else { return .default }
        guard let tenant = try claims.text(name) else { throw .invalidClaims }
        return TenantID(rawValue: tenant)
    }
}

extension Duration {
    /// The length as Foundation has it.
    fileprivate var seconds: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) * 1e-18
    }
}
