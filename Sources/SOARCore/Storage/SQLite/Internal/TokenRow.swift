//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

/// An API token as a row.
enum TokenRow {
    static let columns = """
        id, name, summary, tenant, scopes, prefix, hash, state, created_at, expires_at, last_used_at, use_count, owner, \
        role, restrictions, state_changed_at, family, successor, grace_ends_at, revokes_family, last_peer, last_agent, \
        successes, failures, denials, imported, ended_at
        """

    static let insertion = """
        INSERT INTO api_tokens (
            name, summary, tenant, scopes, prefix, hash, state, created_at, expires_at, owner, role, restrictions, family,
            revokes_family)
        VALUES (?, ?, ?, ?, ?, ?, 'enabled', ?, ?, ?, ?, ?, ?, ?)
        """

    /// Writes whatever an operator can change.
    static let change = """
        UPDATE api_tokens SET
            name = ?, summary = ?, scopes = ?, state = ?, expires_at = ?, owner = ?, role = ?, restrictions = ?,
            state_changed_at = ?, successor = ?, grace_ends_at = ?, revokes_family = ?, ended_at = ?
        WHERE id = ?
        """

    static func arguments(_ token: NewAPIToken) throws(StoreError) -> StatementArguments {
        StatementArguments(
            stored: token.name, token.summary, token.tenant.rawValue, try token.scopes.storedText(), token.prefix,
            Data(token.hash.bytes), token.createdAt.storedMilliseconds, token.expiresAt?.storedMilliseconds,
            token.owner, token.role?.rawValue, text(token.restrictions), token.family?.rawValue,
            token.revokesFamilyOnReuse)
    }

    static func update(_ token: APIToken, in database: Database) throws {
        try database.cachedStatement(sql: change).execute(
            arguments: StatementArguments(
                stored: token.name, token.summary, try token.scopes.storedText(), token.state.rawValue,
                token.expiresAt?.storedMilliseconds, token.owner, token.role?.rawValue, text(token.restrictions),
                token.stateChangedAt?.storedMilliseconds, token.succession.successor?.rawValue,
                token.succession.graceEndsAt?.storedMilliseconds, token.succession.revokesFamilyOnReuse,
                token.endedAt?.storedMilliseconds, token.id.rawValue))
    }

    static func text(_ restrictions: Restrictions) -> String? {
        restrictions.isEmpty ? nil : JSONValue.object(restrictions.json).text()
    }

    /// Reads restrictions; what can't be read lets nobody through.
    static func restrictions(_ text: String?, of what: String) throws -> Restrictions {
        guard let text else { return .none }
        do throws(RestrictionFault) {
            guard let json = try? JSONParser.parse(text) else { throw RestrictionFault("they are no JSON") }
            return try Restrictions(json: json)
        } catch {
            throw StoreError.unreadableRestrictions(of: what, error)
        }
    }

    static func token(_ row: Row) throws -> APIToken {
        var row = RowReader(row)
        var token = APIToken(
            id: APITokenID(rawValue: try row.next()),
            name: try row.next(),
            summary: try row.next(),
            tenant: TenantID(rawValue: try row.next()),
            scopes: Set(storedText: try row.next()),
            prefix: try row.next(),
            hash: try row.nextHash(),
            state: try row.nextCase(),
            createdAt: try row.nextDate(),
            expiresAt: try row.nextDateIfPresent(),
            lastUsedAt: try row.nextDateIfPresent(),
            useCount: try row.next())
        token.owner = try row.next()
        token.role = try row.nextIfPresent().map(RoleName.init(rawValue:))
        token.restrictions = try restrictions(try row.nextIfPresent(), of: "the token \(token.id)")
        token.stateChangedAt = try row.nextDateIfPresent()
        token.succession.family = try row.nextIfPresent().map(APITokenID.init(rawValue:))
        token.succession.successor = try row.nextIfPresent().map(APITokenID.init(rawValue:))
        token.succession.graceEndsAt = try row.nextDateIfPresent()
        token.succession.revokesFamilyOnReuse = try row.next()
        token.usage.lastPeer = try row.nextIfPresent()
        token.usage.lastAgent = try row.nextIfPresent()
        token.usage.successes = try row.next()
        token.usage.failures = try row.next()
        token.usage.denials = try row.next()
        token.isImported = try row.next()
        token.endedAt = try row.nextDateIfPresent()
        return token
    }

    static func fetch(_ id: APITokenID, _ database: Database) throws -> APIToken? {
        let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM api_tokens WHERE id = ?")
        return try Row.fetchOne(statement, arguments: StatementArguments(stored: id.rawValue)).map(token)
    }
}
