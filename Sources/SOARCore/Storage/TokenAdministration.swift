//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// Changes API tokens and roles; each change is in the audit log with who made it, or did not happen.
///
/// Without an operator nothing is recorded: for programs that keep a record of their own.
public protocol TokenAdministration: TokenStore {
    /// Stores a new token.
    ///
    /// - Throws: ``StoreError/Code/conflict`` where the tenant has a current token of that name,
    ///   ``StoreError/Code/invalid`` for a role or a tenant that is not there.
    func insertToken(_ token: NewAPIToken, by operator: Operator?) async throws(StoreError) -> APIToken

    /// Changes a token's state; a revoked token stays revoked.
    ///
    /// Who stops a token means its holder: those that it replaced and that still work for their grace stop with it.
    ///
    /// - Returns: The token as it is now, and behind it the others that stopped; empty where there is none of that number.
    /// - Throws: ``StoreError/Code/conflict`` where a revoked token should become something else.
    func setToken(
        _ id: APITokenID, state: APIToken.State, by operator: Operator?
    ) async throws(StoreError) -> [APIToken]

    /// Changes what a token may do and how it is described.
    ///
    /// Those that it replaced and that still work for their grace may do the same from then on, and live no longer.
    ///
    /// - Returns: The token as it is now, and behind it the others that changed; empty where there is none of that number.
    /// - Throws: ``StoreError/Code/conflict`` for a revoked token, ``StoreError/Code/invalid`` for a role that is not
    ///   there.
    func changeToken(
        _ id: APITokenID, _ change: APITokenChange, by operator: Operator?
    ) async throws(StoreError) -> [APIToken]

    /// Puts a new token in the place of an old one, with the same name and the same permissions.
    ///
    /// - Returns: The new one; nil where there is none of that number.
    /// - Throws: ``StoreError/Code/conflict`` for a token that is not enabled or was replaced already.
    func rotateToken(
        _ id: APITokenID, _ rotation: APITokenRotation, by operator: Operator?
    ) async throws(StoreError) -> APIToken?

    /// Takes back that a token was replaced, where nobody has got the new one: the old one stays good as it was, the new
    /// one is revoked.
    ///
    /// - Returns: The old token as it is now; nil where it was not replaced by that one.
    func takeBackRotation(
        of id: APITokenID, to successor: APITokenID, by operator: Operator?
    ) async throws(StoreError) -> APIToken?

    /// Revokes all tokens that match and are not revoked yet, and those that they replaced and that still work.
    ///
    /// - Returns: Those that were revoked.
    func revokeTokens(_ selection: APITokenSelection, by operator: Operator) async throws(StoreError) -> [APIToken]

    /// Takes tokens away for good that were revoked before that time; what they did stays in the audit log.
    ///
    /// - Returns: Those that are gone.
    func deleteTokens(
        revokedBefore time: Date, _ selection: APITokenSelection, by operator: Operator
    ) async throws(StoreError) -> [APIToken]

    /// The tokens that match, the newest first; where ``APITokenSelection/expiresBefore`` is said, the soonest to expire.
    func tokens(_ selection: APITokenSelection) async throws(StoreError) -> [APIToken]

    /// The tenant's own roles, ordered by name; the built-in ones are not among them.
    func roles(tenant: TenantID) async throws(StoreError) -> [Role]

    /// Stores a role, or changes the one of that name.
    ///
    /// - Throws: ``StoreError/Code/invalid`` for the name of a built-in role.
    func setRole(_ role: Role, tenant: TenantID, by operator: Operator?) async throws(StoreError)

    /// Takes a role away; false where there is none.
    ///
    /// - Throws: ``StoreError/Code/conflict`` where a token that is not revoked has it.
    func removeRole(_ name: RoleName, tenant: TenantID, by operator: Operator?) async throws(StoreError) -> Bool
}

extension TokenAdministration {
    /// The tenant's role of that name, built in or its own; nil where there is none.
    public func role(_ name: RoleName, tenant: TenantID) async throws(StoreError) -> Role? {
        if let role = Role.builtIn.first(where: { $0.name == name }) { return role }
        return try await roles(tenant: tenant).first { $0.name == name }
    }
}

/// What to change of a token; nil leaves it as it is.
public struct APITokenChange: Hashable, Sendable {
    public var name: String?
    public var summary: String?
    public var owner: String?
    public var scopes: Set<Scope>?
    /// A role, or none.
    public var role: RoleName??
    public var restrictions: Restrictions?
    /// A time, or never.
    public var expiresAt: Date??

    public init() {}
}

/// How a token is replaced.
public struct APITokenRotation: Sendable {
    public var secret: APITokenSecret
    public var time: Date
    /// Until then the old token works too.
    public var graceEndsAt: Date
    public var expiresAt: Date?
    /// Whether all tokens of the line are revoked when the old one is used after its grace.
    public var revokesFamilyOnReuse: Bool

    public init(
        to secret: APITokenSecret, at time: Date, graceEndsAt: Date, expiresAt: Date?,
        revokesFamilyOnReuse: Bool = false
    ) {
        self.secret = secret
        self.time = time
        self.graceEndsAt = graceEndsAt
        self.expiresAt = expiresAt
        self.revokesFamilyOnReuse = revokesFamilyOnReuse
    }
}

/// Which tokens are meant: those that everything said here is true of.
public struct APITokenSelection: Hashable, Sendable {
    public var tenant: TenantID?
    public var name: String?
    public var owner: String?
    /// What the token begins with, as far as it is known.
    public var prefix: String?
    public var state: APIToken.State?
    /// Not used since that time, nor made since.
    public var unusedSince: Date?
    /// Is at its end before that time, and not yet at ``expiresAfter``: its own end or, where it was replaced, that of its
    /// grace.
    public var expiresBefore: Date?
    public var expiresAfter: Date?
    /// Of one line: that token, where it is the first, and those that took its place.
    public var family: APITokenID?
    /// Leaves out what another one has taken the place of.
    public var hidesReplaced = false
    /// Beside those that match, however many, the ones that they replaced and that still work at that time.
    public var addsReplacedAt: Date?
    /// Behind that token in the list, for the next page; not with ``expiresBefore``.
    public var before: APITokenID?
    /// How many at most.
    public var limit: Int?

    public init(tenant: TenantID? = nil) { self.tenant = tenant }
}
