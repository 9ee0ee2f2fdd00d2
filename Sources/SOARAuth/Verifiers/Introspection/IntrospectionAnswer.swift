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
        do throws(Unusable) {
            if let failure = try refusal(answer) { return .refused(failure) }
            return try caller(answer)
        } catch {
            return .undecided("introspection: the answer's member '\(error.member)' can't be used")
        }
    }

    private struct Unusable: Error { let member: String }

    private func refusal(_ answer: JSONObject) throws(Unusable) -> AuthenticationFailure? {
        if let expiry = try time(answer, "exp"), expiry <= now { return .expired }
        if let start = try time(answer, "nbf"), start > now + configuration.clockSkew / .seconds(1) {
            return .notYetValid
        }
        if let issuer = configuration.issuer {
            guard let named = try text(answer, "iss"), named.utf8.elementsEqual(issuer.utf8) else {
                return .wrongIssuer
            }
        }
        if !configuration.audiences.isEmpty {
            let names = Set(configuration.audiences.map(AudienceName.init))
            guard !names.isDisjoint(with: try audience(answer).map(AudienceName.init)) else {
                return .wrongAudience
            }
        }
        return nil
    }

    private func caller(_ answer: JSONObject) throws(Unusable) -> IntrospectionOutcome {
        let client = try text(answer, "client_id")
        guard let subject = try text(answer, "sub") ?? client else { throw Unusable(member: "sub") }
        var tenant = configuration.tenant
        if let claim = configuration.tenantClaim {
            guard let named = try text(answer, claim) else { return .refused(.unknown) }
            tenant = TenantID(rawValue: named)
        }
        let scopes = try text(answer, "scope")?.split(separator: " ").map { Scope(rawValue: String($0)) } ?? []
        // Some servers repeat the token in their answer; it stays out of what is kept.
        var claims = JSONObject()
        for (name, value) in answer where name != "active" && value.stringValue != token.exposed {
            claims[name] = value
        }
        return .active(
            AccessToken(
                subject: subject, issuer: try text(answer, "iss") ?? configuration.issuer ?? server,
                client: client ?? subject, name: try text(answer, "username"), tenant: tenant,
                scopes: Set(scopes), expiresAt: try time(answer, "exp"), audience: try audience(answer),
                claims: claims))
    }

    /// A text; nil where it is absent or empty.
    private func text(_ answer: JSONObject, _ name: String) throws(Unusable) -> String? {
        guard let value = answer[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw Unusable(member: name) }
        return text.isEmpty ? nil : text
    }

    /// Seconds since 1970 (RFC 7519 §2, NumericDate).
    private func time(_ answer: JSONObject, _ name: String) throws(Unusable) -> Date? {
        guard let value = answer[name], !value.isNull else { return nil }
        guard let seconds = value.doubleValue, abs(seconds) < 1e12 else { throw Unusable(member: name) }
        return Date(timeIntervalSince1970: seconds)
    }

    private func audience(_ answer: JSONObject) throws(Unusable) -> [String] {
        guard let value = answer["aud"], !value.isNull else { return [] }
        if let single = value.stringValue { return [single] }
        guard let elements = value.arrayValue else { throw Unusable(member: "aud") }
        let texts = elements.compactMap(\.stringValue)
        guard texts.count == elements.count else { throw Unusable(member: "aud") }
        return texts
    }
}
