//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

package import struct Foundation.Date

extension JWTIssuer {
    /// Whom a token speaks for whose signature was right.
    ///
    /// - Throws: The claim that refuses it, as an ``AuthenticationFailure``.
    package func caller(_ claims: JWTClaims, at now: Date) throws(AuthenticationFailure) -> AccessToken {
        // Everything is read before anything is compared: a claim of a wrong type is told as that.
        guard let subject = try claims.text("sub") else { throw .invalidClaims }
        guard let expiry = try claims.time("exp") else { throw .invalidClaims }
        let issued = try claims.time("iat")
        let start = try claims.time("nbf")
        let audience = try claims.audience()
        if policy.requiresProfileClaims { try checkProfile(claims) }
        let client = if let client = try claims.text(policy.clientClaim) { client } else { try claims.text("azp") }
        let caller = AccessToken(
            subject: subject, issuer: identifier, client: client ?? subject,
            name: try policy.nameClaim.flatMap(claims.text), tenant: try tenant(claims), scopes: try claims.scopes(),
            expiresAt: expiry.addingTimeInterval(policy.clockSkew / .seconds(1)), audience: audience,
            claims: claims.members)
        try checkTimes(expiry: expiry, issued: issued, start: start, at: now)
        guard accepts(audience: audience) else { throw .wrongAudience }
        return caller
    }

    private func checkTimes(
        expiry: Date, issued: Date?, start: Date?, at now: Date
    ) throws(AuthenticationFailure) {
        let skew = policy.clockSkew / .seconds(1)
        guard now < expiry.addingTimeInterval(skew) else { throw .expired }
        for time in [issued, start] {
            if let time, time > now.addingTimeInterval(skew) { throw .notYetValid }
        }
        // Without `iat` it counts from now: it has lived for a while already, so that is the milder measure.
        let life = expiry.timeIntervalSince(issued ?? now)
        guard life <= policy.maximumLifetime / .seconds(1) + (issued == nil ? skew : 0) else {
            throw .excessiveLifetime
        }
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
