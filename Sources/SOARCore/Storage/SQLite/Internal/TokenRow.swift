//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

import struct Foundation.Data

/// An API token as a row.
enum TokenRow {
    static let columns = """
        id, name, summary, tenant, scopes, prefix, hash, state, created_at, expires_at, last_used_at, use_count, \
        imported
        """

    static let insertion = """
        INSERT INTO api_tokens (name, summary, tenant, scopes, prefix, hash, state, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, 'enabled', ?, ?)
        """

    static func arguments(_ token: NewAPIToken) throws(StoreError) -> StatementArguments {
        StatementArguments(
            stored: token.name, token.summary, token.tenant.rawValue, try token.scopes.storedText(), token.prefix,
            Data(token.hash.bytes), token.createdAt.storedMilliseconds, token.expiresAt?.storedMilliseconds)
    }

    static func token(_ row: Row) throws -> APIToken {
        var row = RowReader(row)
        return APIToken(
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
            useCount: try row.next(),
            isImported: try row.next())
    }

    static func fetch(_ id: APITokenID, _ database: Database) throws -> APIToken? {
        let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM api_tokens WHERE id = ?")
        return try Row.fetchOne(statement, arguments: StatementArguments(stored: id.rawValue)).map(token)
    }
}
