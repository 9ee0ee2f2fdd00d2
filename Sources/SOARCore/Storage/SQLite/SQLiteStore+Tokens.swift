//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Data
public import struct Foundation.Date

extension SQLiteStore {
    public func insertToken(_ token: NewAPIToken) async throws(StoreError) -> APIToken {
        try await insertToken(token, by: nil)
    }

    public func grant(hash: APITokenHash) async throws(StoreError) -> APITokenGrant? {
        try await database.read { database in
            let sql = "SELECT \(TokenRow.columns) FROM api_tokens WHERE hash = ?"
            let row = try Row.fetchOne(
                database.cachedStatement(sql: sql), arguments: StatementArguments(stored: Data(hash.bytes)))
            guard let token = try row.map(TokenRow.token) else { return nil }
            var grant = APITokenGrant(token: token)
            if let name = token.role {
                guard let role = try RoleRow.fetch(name, tenant: token.tenant, database) else {
                    throw StoreError.missingRole(name, of: token)
                }
                grant.role = role
            }
            let state = try String.fetchOne(
                database.cachedStatement(sql: "SELECT state FROM tenants WHERE id = ?"),
                arguments: StatementArguments(stored: token.tenant.rawValue))
            // Tokens of tenants that nobody has set up are those of embedders, who may use the names as labels.
            grant.tenantIsEnabled = state != "disabled"
            return grant
        }
    }

    public func token(hash: APITokenHash) async throws(StoreError) -> APIToken? {
        try await database.read { database in
            let sql = "SELECT \(TokenRow.columns) FROM api_tokens WHERE hash = ?"
            return try Row.fetchOne(
                database.cachedStatement(sql: sql), arguments: StatementArguments(stored: Data(hash.bytes))
            ).map(TokenRow.token)
        }
    }

    public func token(id: APITokenID) async throws(StoreError) -> APIToken? {
        try await database.read { database in try TokenRow.fetch(id, database) }
    }

    public func tokens(tenant: TenantID?) async throws(StoreError) -> [APIToken] {
        try await database.read { database in
            let condition = tenant == nil ? "" : "WHERE tenant = ?"
            let sql = "SELECT \(TokenRow.columns) FROM api_tokens \(condition) ORDER BY created_at DESC, id DESC"
            let arguments = tenant.map { StatementArguments(stored: $0.rawValue) } ?? []
            return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(TokenRow.token)
        }
    }

    public func setToken(_ id: APITokenID, state: APIToken.State) async throws(StoreError) -> APIToken? {
        try await setToken(id, state: state, by: nil).first
    }

    public func recordTokenUses(_ uses: [APITokenUse]) async throws(StoreError) {
        guard !uses.isEmpty else { return }
        try await database.write { database in
            // A count stays at the largest number rather than overflow; the last use never moves back.
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE api_tokens
                    SET use_count = min(use_count, 9223372036854775807 - ?1) + ?1,
                        last_used_at = max(coalesce(last_used_at, ?2), ?2),
                        last_peer = coalesce(?4, last_peer), last_agent = coalesce(?5, last_agent),
                        successes = successes + ?6, failures = failures + ?7, denials = denials + ?8
                    WHERE id = ?3
                    """)
            for use in uses {
                try statement.execute(
                    arguments: StatementArguments(
                        stored: max(0, use.count), use.lastUsedAt.storedMilliseconds, use.id.rawValue,
                        use.lastPeer, use.lastAgent, max(0, use.successes), max(0, use.failures), max(0, use.denials)))
            }
        }
    }

    public func recordTokenEnds(_ ends: [APITokenID: Date]) async throws(StoreError) {
        guard !ends.isEmpty else { return }
        try await database.write { database in
            // Asked again here, for somebody may have given it another end meanwhile.
            let statement = try database.cachedStatement(
                sql: "UPDATE api_tokens SET ended_at = ?1 WHERE id = ?2 AND ended_at IS NULL AND ends_at <= ?1")
            for (id, time) in ends {
                try statement.execute(arguments: StatementArguments(stored: time.storedMilliseconds, id.rawValue))
            }
        }
    }

    public func tokenRevision() async throws(StoreError) -> Int64 { try await database.revision("tokens") }

    public func hasImportedTokens() async throws(StoreError) -> Bool {
        try await database.read { database in
            let sql = "SELECT EXISTS (SELECT 1 FROM api_tokens WHERE imported = 1)"
            return try Bool.fetchOne(database.cachedStatement(sql: sql)) ?? false
        }
    }
}

extension SQLiteDatabase {
    /// A number that the triggers raise with every change of a kind.
    func revision(_ name: String) async throws(StoreError) -> Int64 {
        try await read { database in
            let statement = try database.cachedStatement(sql: "SELECT value FROM revisions WHERE name = ?")
            guard let revision = try Int64.fetchOne(statement, arguments: StatementArguments(stored: name)) else {
                throw RowReader.Unreadable()
            }
            return revision
        }
    }
}
