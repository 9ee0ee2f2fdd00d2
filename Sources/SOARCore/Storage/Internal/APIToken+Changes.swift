//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.Date

/// What the stores have in common: which change of a token is one, and how it is recorded.
extension APIToken {
    /// Whether its name is taken as long as it is there.
    var holdsName: Bool { state != .revoked && succession.successor == nil }

    var resource: String { "soar://tokens/\(id)" }

    /// The first token of its line.
    package var familyID: APITokenID { succession.family ?? id }

    /// Changes the state; nil where it is that already.
    func with(state new: State, at time: Date?) throws(StoreError) -> APIToken? {
        guard state != new else { return nil }
        guard state != .revoked else { throw .tokenIsRevoked }
        var token = self
        token.state = new
        token.stateChangedAt = time?.asStored
        return token
    }

    func with(_ change: APITokenChange) throws(StoreError) -> APIToken {
        guard state != .revoked else { throw .tokenIsRevoked }
        var token = self
        if let name = change.name { token.name = name.asStored }
        if let summary = change.summary { token.summary = summary.asStored }
        if let owner = change.owner { token.owner = owner.asStored }
        if let scopes = change.scopes { token.scopes = scopes }
        if let role = change.role { token.role = role }
        if let restrictions = change.restrictions { token.restrictions = restrictions }
        if let expiresAt = change.expiresAt {
            token.expiresAt = expiresAt?.asStored
            token.endedAt = nil
        }
        return token
    }

    /// Changes a token that was replaced as its successor is changed; nil where that is nothing.
    func following(_ change: APITokenChange) throws(StoreError) -> APIToken? {
        var change = change
        change.name = nil
        change.summary = nil
        // Nobody meant it to live longer.
        if let end = change.expiresAt, (end ?? .distantFuture) >= (expiresAt ?? .distantFuture) {
            change.expiresAt = nil
        }
        guard change != APITokenChange() else { return nil }
        var token = try with(change)
        // A nearer end revives nothing.
        token.endedAt = endedAt
        return token
    }

    /// The token that takes its place.
    func successor(_ rotation: APITokenRotation) throws(StoreError) -> NewAPIToken {
        guard state == .enabled else {
            throw StoreError(.conflict, "Only a token that is enabled can be replaced; this one is \(state.rawValue).")
        }
        guard succession.successor == nil else {
            throw StoreError(.conflict, "The token was replaced already; replace the one that took its place.")
        }
        var token = NewAPIToken(
            name: name, summary: summary, tenant: tenant, scopes: scopes, secret: rotation.secret,
            createdAt: rotation.time, expiresAt: rotation.expiresAt)
        token.owner = owner
        token.role = role
        token.restrictions = restrictions
        token.family = familyID
        token.revokesFamilyOnReuse = rotation.revokesFamilyOnReuse
        return token
    }

    func replaced(by successor: APITokenID, _ rotation: APITokenRotation) -> APIToken {
        var token = self
        token.succession.successor = successor
        token.succession.graceEndsAt = rotation.graceEndsAt.asStored
        token.succession.revokesFamilyOnReuse = rotation.revokesFamilyOnReuse
        return token
    }

    /// As if nothing had taken its place; nil where that token has not.
    func unreplaced(by successor: APITokenID) -> APIToken? {
        guard succession.successor == successor else { return nil }
        var token = self
        token.succession.successor = nil
        token.succession.graceEndsAt = nil
        token.succession.revokesFamilyOnReuse = false
        // With a grace of nothing it may have been seen to be over since.
        if let ended = endedAt, expiresAt.map({ ended < $0 }) ?? true { token.endedAt = nil }
        return token
    }

    /// What of it is worth knowing in the audit log.
    var audited: JSONObject {
        var members: JSONObject = ["token": .string(name), "prefix": .string(prefix)]
        if !owner.isEmpty { members["owner"] = .string(owner) }
        if let role {
            members["role"] = .string(role.rawValue)
        } else {
            members["scopes"] = JSONValue(scopes.sorted().map(\.rawValue))
        }
        if !restrictions.isEmpty { members["restrictions"] = .object(restrictions.json) }
        members["expiresAt"] = expiresAt.map { JSONValue(RFC3339.text($0)) } ?? "never"
        return members
    }

    /// What the audit log says where the token that took its place is taken back.
    func takingBack(_ successor: APITokenID) -> JSONObject {
        ["token": .string(name), "successor": .integer(successor.rawValue)]
    }

    func record(_ action: String, _ operator: Operator, _ members: JSONObject? = nil) -> AuditRecord {
        .administration(`operator`, "token.\(action)", resource, tenant: tenant, members ?? ["token": .string(name)])
    }

    /// The word for what changing to that state is.
    static func action(_ state: State) -> String {
        switch state {
        case .enabled: "enable"
        case .disabled: "disable"
        case .revoked: "revoke"
        }
    }
}

extension APITokenSelection {
    /// Whether everything that is said is true of the token.
    func admits(_ token: APIToken) -> Bool {
        (tenant == nil || token.tenant == tenant?.asStored) && (name == nil || token.name == name?.asStored)
            && (owner == nil || token.owner == owner?.asStored) && (prefix.map(token.prefix.hasPrefix) ?? true)
            && (state == nil || token.state == state) && (family == nil || token.familyID == family)
            && (!hidesReplaced || token.succession.successor == nil)
            && unusedSince.map { (token.lastUsedAt ?? token.createdAt) < $0 } ?? true
            && expiresBefore.map { (token.endsAt ?? .distantFuture) < $0 } ?? true
            && expiresAfter.map { (token.endsAt ?? .distantFuture) >= $0 } ?? true
    }
}

extension Role {
    /// Whether a tenant may have a role of its own like that.
    func checkOwn() throws(StoreError) {
        guard !Role.builtIn.contains(where: { $0.name == name }) else {
            throw StoreError(.invalid, "The role “\(name)” is built in; choose another name.")
        }
        _ = try scopes.storedText()
    }

    var audited: JSONObject {
        [
            "scopes": JSONValue(scopes.sorted().map(\.rawValue)), "restrictions": .object(restrictions.json),
        ]
    }
}

extension AuditRecord {
    static func roleChange(
        _ action: String, _ name: RoleName, _ tenant: TenantID, _ operator: Operator, _ members: JSONObject = [:]
    ) -> AuditRecord {
        .administration(`operator`, "role.\(action)", "soar://roles/\(name)", tenant: tenant, members)
    }
}
