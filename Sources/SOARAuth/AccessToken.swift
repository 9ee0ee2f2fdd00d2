//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

public import struct Foundation.Date

/// Who is calling and what they may do: the outcome of a verification.
///
/// The token itself is not in it.
public struct AccessToken: Hashable, Sendable {
    /// Whom the token speaks for (RFC 9068 `sub`); for an API token `token:` and its number.
    public var subject: String
    /// Which client presented it (RFC 9068 `client_id`).
    public var client: String
    /// The name that people know the caller by; in the audit log.
    public var name: String
    public var tenant: TenantID
    public var scopes: Set<Scope>
    /// From then on it is refused; nil for one that never expires.
    public var expiresAt: Date?
    /// Whom it was issued for (RFC 9068 `aud`); empty for an API token.
    public var audience: [String]
    /// The API token's number; nil for tokens that are not ours.
    public var tokenID: APITokenID?
    /// The first API token of the line that it was rotated from, or itself; what is counted goes on across a rotation.
    public var tokenFamily: APITokenID?
    /// Further claims of a token that carries any.
    public var claims: JSONObject
    /// What narrows it beside its scopes.
    public var restrictions: CallerRestrictions

    public init(
        subject: String, client: String, name: String? = nil, tenant: TenantID = .default, scopes: Set<Scope> = [],
        expiresAt: Date? = nil, audience: [String] = [], tokenID: APITokenID? = nil,
        tokenFamily: APITokenID? = nil, claims: JSONObject = [:], restrictions: CallerRestrictions = .none
    ) {
        self.subject = subject
        self.client = client
        self.name = name ?? subject
        self.tenant = tenant
        self.scopes = scopes
        self.expiresAt = expiresAt
        self.audience = audience
        self.tokenID = tokenID
        self.tokenFamily = tokenFamily ?? tokenID
        self.claims = claims
        self.restrictions = restrictions
    }

    /// Whether its time has run out.
    public func isExpired(at now: Date) -> Bool {
        expiresAt.map { $0 <= now } ?? false
    }
}
