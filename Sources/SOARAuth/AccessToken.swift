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
    /// Behind a reference: every call hands its caller on from step to step, and changes it hardly ever.
    private var box: Box

    public init(
        subject: String, issuer: String? = nil, client: String, name: String? = nil, tenant: TenantID = .default,
        scopes: Set<Scope> = [], expiresAt: Date? = nil, audience: [String] = [], tokenID: APITokenID? = nil,
        tokenFamily: APITokenID? = nil, claims: JSONObject = [:], restrictions: CallerRestrictions = .none,
        isReplaced: Bool = false
    ) {
        box = Box(
            Fields(
                subject: subject, issuer: issuer, client: client, name: name ?? subject, tenant: tenant, scopes: scopes,
                expiresAt: expiresAt, audience: audience, tokenID: tokenID,
                tokenFamily: tokenFamily ?? tokenID, claims: claims, restrictions: restrictions,
                isReplaced: isReplaced))
    }

    /// Whom the token speaks for (RFC 9068 `sub`); for an API token `token:` and its number.
    public var subject: String {
        get { box.fields.subject }
        set { change { $0.subject = newValue } }
    }

    /// Who vouches for the subject (RFC 9068 `iss`): the same subject of another issuer is somebody else (RFC 7519 §4.1.2).
    ///
    /// Nil for tokens of our own.
    public var issuer: String? {
        get { box.fields.issuer }
        set { change { $0.issuer = newValue } }
    }

    /// Which client presented it (RFC 9068 `client_id`).
    public var client: String {
        get { box.fields.client }
        set { change { $0.client = newValue } }
    }

    /// The name that people know the caller by; in the audit log.
    public var name: String {
        get { box.fields.name }
        set { change { $0.name = newValue } }
    }

    /// Whose data the caller sees.
    public var tenant: TenantID {
        get { box.fields.tenant }
        set { change { $0.tenant = newValue } }
    }

    /// What the caller may do; restrictions take away from it.
    public var scopes: Set<Scope> {
        get { box.fields.scopes }
        set { change { $0.scopes = newValue } }
    }

    /// From then on it is refused; nil for one that never expires.
    public var expiresAt: Date? {
        get { box.fields.expiresAt }
        set { change { $0.expiresAt = newValue } }
    }

    /// Whom it was issued for (RFC 9068 `aud`); empty for an API token.
    public var audience: [String] {
        get { box.fields.audience }
        set { change { $0.audience = newValue } }
    }

    /// The API token's number; nil for tokens that are not ours.
    public var tokenID: APITokenID? {
        get { box.fields.tokenID }
        set { change { $0.tokenID = newValue } }
    }

    /// The first API token of the line that it was rotated from, or itself; what is counted goes on across a rotation.
    public var tokenFamily: APITokenID? {
        get { box.fields.tokenFamily }
        set { change { $0.tokenFamily = newValue } }
    }

    /// Further claims of a token that carries any.
    public var claims: JSONObject {
        get { box.fields.claims }
        set { change { $0.claims = newValue } }
    }

    /// What narrows it beside its scopes.
    public var restrictions: CallerRestrictions {
        get { box.fields.restrictions }
        set { change { $0.restrictions = newValue } }
    }

    /// Whether another token has taken its place, and it works beside that until ``expiresAt``.
    public var isReplaced: Bool {
        get { box.fields.isReplaced }
        set { change { $0.isReplaced = newValue } }
    }

    /// Whether its time has run out.
    public func isExpired(at now: Date) -> Bool {
        expiresAt.map { $0 <= now } ?? false
    }

    private mutating func change(_ body: (inout Fields) -> Void) {
        var fields = box.fields
        body(&fields)
        box = Box(fields)
    }

    public static func == (lhs: AccessToken, rhs: AccessToken) -> Bool {
        lhs.box === rhs.box || lhs.box.fields == rhs.box.fields
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(box.fields) }
}

extension AccessToken {
    private struct Fields: Hashable, Sendable {
        var subject: String
        var issuer: String?
        var client: String
        var name: String
        var tenant: TenantID
        var scopes: Set<Scope>
        var expiresAt: Date?
        var audience: [String]
        var tokenID: APITokenID?
        var tokenFamily: APITokenID?
        var claims: JSONObject
        var restrictions: CallerRestrictions
        var isReplaced: Bool
    }

    private final class Box: Sendable {
        let fields: Fields

        init(_ fields: Fields) { self.fields = fields }
    }
}
