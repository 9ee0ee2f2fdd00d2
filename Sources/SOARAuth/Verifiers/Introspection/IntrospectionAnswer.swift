//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// Reads what the server says of a token (RFC 7662 §2.2).
struct IntrospectionAnswer {
    let configuration: IntrospectionTokenVerifier.Configuration
    /// Where it was asked: the issuer, where nobody says which.
    let server: String
    let token: BearerToken
    let now: Date

    /// What an answer means; only a JSON `true` makes a token active.
    func outcome(_ body: [UInt8]) -> IntrospectionOutcome {
        guard let answer = try? JSONParser.parse(body).objectValue, let isActive = answer["active"]?.boolValue else {
            return .failed("introspection: the answer is not JSON with a truth value 'active'")
        }
        guard isActive else { return .refused(.unknown) }
        // Some servers name members that they have nothing to say about, and some repeat the token in their answer, which
        // stays out of what is kept.
        var members = JSONObject()
        for (name, value) in answer
        where name != "active" && !value.isNull && value != "" && value.stringValue != token.exposed {
            members[name] = value
        }
        let claims = JWTClaims(members: members)
        do throws(UnusableClaim) {
            if let failure = try refusal(claims) { return .refused(failure) }
            return try caller(claims)
        } catch {
            return .undecided("introspection: the answer's member '\(error.name)' can't be used")
        }
    }

    /// What servers call tokens that are active and still nobody's leave to call (`token_use`, `typ`, `token_type`).
    private static let otherKinds: Set = ["refresh", "refresh_token", "offline", "id", "id_token", "logout"]

    private func refusal(_ claims: JWTClaims) throws(UnusableClaim) -> AuthenticationFailure? {
        for name in ["token_use", "typ", "token_type"] {
            if let kind = try claims.text(name), Self.otherKinds.contains(kind.lowercased()) { return .wrongType }
        }
        if let expiry = try claims.time("exp"), expiry <= now { return .expired }
        if let start = try claims.time("nbf"), start > now + configuration.clockSkew / .seconds(1) {
            return .notYetValid
        }
        if let issuer = configuration.issuer {
            guard let named = try claims.text("iss"), named.utf8.elementsEqual(issuer.utf8) else {
                return .wrongIssuer
            }
        }
        if !configuration.audiences.isEmpty {
            let names = Set(configuration.audiences.map(AudienceName.init))
            guard !names.isDisjoint(with: try claims.audience().map(AudienceName.init)) else {
                return .wrongAudience
            }
        }
        return nil
    }

    private func caller(_ claims: JWTClaims) throws(UnusableClaim) -> IntrospectionOutcome {
        let client = try claims.text("client_id")
        guard let subject = try claims.text("sub") ?? client else { throw UnusableClaim("sub") }
        var tenant = configuration.tenant
        if let claim = configuration.tenantClaim {
            guard let named = try claims.text(claim) else { return .refused(.unknown) }
            tenant = TenantID(rawValue: named)
        }
        return .active(
            AccessToken(
                subject: subject, issuer: try claims.text("iss") ?? configuration.issuer ?? server,
                client: client ?? subject, name: try claims.text("username"), tenant: tenant,
                scopes: try claims.scopes(), expiresAt: try claims.time("exp"), audience: try claims.audience(),
                claims: claims.members))
    }
}
