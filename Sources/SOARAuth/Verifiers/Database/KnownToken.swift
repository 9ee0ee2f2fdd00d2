//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import SOARCore

package import struct Foundation.Date

/// A token of the store, made ready to be decided about at any time.
struct KnownToken: Sendable {
    let hash: APITokenHash
    let id: APITokenID
    /// Whether the predecessor made it.
    let isImported: Bool
    private let state: APIToken.State
    private let tenantIsEnabled: Bool
    private let succession: APITokenSuccession
    private let endedAt: Date?
    let caller: AccessToken

    init(_ grant: APITokenGrant) {
        let token = grant.token
        hash = token.hash
        id = token.id
        isImported = token.isImported
        state = token.state
        tenantIsEnabled = grant.tenantIsEnabled
        succession = token.succession
        endedAt = token.endedAt
        caller = AccessToken(
            subject: "token:\(token.id)", client: token.id.description, name: token.name, tenant: token.tenant,
            scopes: grant.scopes, expiresAt: token.endsAt, tokenID: token.id, tokenFamily: token.familyID,
            restrictions: CallerRestrictions(grant.layers), isReplaced: token.succession.successor != nil)
    }

    var name: String { caller.name }

    /// Whether it is over by a time that is certain, and nobody has taken note of that yet.
    func isOver(at certain: Date) -> Bool { endedAt == nil && caller.isExpired(at: certain) }

    /// Whom the token speaks for, if it is good at that time.
    ///
    /// - Throws: ``AuthenticationFailure/disabled``, ``AuthenticationFailure/revoked``,
    ///   ``AuthenticationFailure/tenantDisabled``, ``AuthenticationFailure/expired`` or
    ///   ``AuthenticationFailure/replaced``.
    func caller(at now: Date) throws(AuthenticationFailure) -> AccessToken {
        // A clock that was set back revives nothing.
        let now = endedAt.map { max($0, now) } ?? now
        // First, for it raises an alarm: a copy of it is about, whether it was taken back meanwhile or not.
        guard !succession.isOver(at: now) else { throw .replaced }
        switch state {
        case .enabled: break
        case .disabled: throw .disabled
        case .revoked: throw .revoked
        }
        guard tenantIsEnabled else { throw .tenantDisabled }
        guard !caller.isExpired(at: now) else { throw .expired }
        return caller
    }
}

extension APITokenGrant {
    /// Those of the role, where there is one; what a read-only token can't do is not among them.
    fileprivate var scopes: Set<Scope> {
        let scopes = role?.scopes ?? token.scopes
        guard layers.contains(where: \.restrictions.isReadOnly), scopes.grants(.playbooksExecute) else { return scopes }
        return scopes.subtracting([.playbooksExecute]).union([.playbooksRead])
    }

    fileprivate var layers: [CallerRestrictions.Layer] {
        let own = CallerRestrictions.Layer("token", token.restrictions)
        return (role.map { [.init("role \($0.name)", $0.restrictions)] } ?? []) + [own]
    }

    /// Whom the token speaks for, if it is good at that time.
    ///
    /// - Throws: Why it is not.
    package func caller(at now: Date) throws(AuthenticationFailure) -> AccessToken {
        try KnownToken(self).caller(at: now)
    }
}
