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
        let caller: AccessToken
        let times: Times
        do throws(UnusableClaim) { (caller, times) = try read(claims) } catch { throw .invalidClaims }
        try check(times, at: now)
        guard accepts(audience: caller.audience) else { throw .wrongAudience }
        return caller
    }

    /// The first claim that is missing or not of its type; nil where all can be read.
    func unusableClaim(_ claims: JWTClaims) -> String? {
        do throws(UnusableClaim) {
            _ = try read(claims)
            return nil
        } catch { return error.name }
    }

    private struct Times {
        let expiry: Date
        let issued: Date?
        let start: Date?
    }

    /// Reads everything before anything is compared: a claim of a wrong type is told as that.
    private func read(_ claims: JWTClaims) throws(UnusableClaim) -> (AccessToken, Times) {
        let subject = try claims.required("sub")
        guard let expiry = try claims.time("exp") else { throw UnusableClaim("exp") }
        let times = Times(expiry: expiry, issued: try claims.time("iat"), start: try claims.time("nbf"))
        let audience = try claims.audience()
        guard !audience.isEmpty else { throw UnusableClaim("aud") }
        if policy.requiresProfileClaims { try checkProfile(claims) }
        let client = if let client = try claims.text(policy.clientClaim) { client } else { try claims.text("azp") }
        let caller = AccessToken(
            subject: subject, issuer: identifier, client: client ?? subject,
            name: try policy.nameClaim.flatMap { name throws(UnusableClaim) in try claims.text(name) },
            tenant: try tenant(claims), scopes: try claims.scopes(),
            expiresAt: expiry.addingTimeInterval(clockSkew), audience: audience,
            claims: claims.members)
        return (caller, times)
    }

    private func check(_ times: Times, at now: Date) throws(AuthenticationFailure) {
        guard now < times.expiry.addingTimeInterval(clockSkew) else { throw .expired }
        for time in [times.issued, times.start] {
            if let time, time > now.addingTimeInterval(clockSkew) { throw .notYetValid }
        }
        // Without `iat` it counts from now: it has lived for a while already, so that is the milder measure.
        let life = times.expiry.timeIntervalSince(times.issued ?? now)
        guard life <= maximumLifetime + (times.issued == nil ? clockSkew : 0) else {
            throw .excessiveLifetime
        }
    }

    private func checkProfile(_ claims: JWTClaims) throws(UnusableClaim) {
        for name in ["client_id", "jti"] { _ = try claims.required(name) }
        guard try claims.time("iat") != nil else { throw UnusableClaim("iat") }
    }

    private func tenant(_ claims: JWTClaims) throws(UnusableClaim) -> TenantID {
        guard let name = policy.tenantClaim else { return .default }
        return TenantID(rawValue: try claims.required(name))
    }
}
