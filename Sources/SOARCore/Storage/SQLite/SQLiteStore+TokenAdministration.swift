//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

public import struct Foundation.Date

extension SQLiteStore {
    public func insertToken(_ new: NewAPIToken, by operator: Operator?) async throws(StoreError) -> APIToken {
        do throws(StoreError) {
            return try await changing { database in
                if let role = new.role { try Self.check(role, new.tenant, database) }
                let token = try Self.insert(new, in: database)
                return (token, `operator`.map { [token.record("create", $0, token.audited)] } ?? [])
            }
        } catch {
            throw error.code == .conflict ? .tokenExists : error
        }
    }

    public func setToken(
        _ id: APITokenID, state: APIToken.State, by operator: Operator?
    ) async throws(StoreError) -> [APIToken] {
        let time = `operator`?.time ?? Date()
        return try await changing { database in
            guard let token = try TokenRow.fetch(id, database) else { return ([], nil) }
            let set = try token.with(state: state, at: time)
            let older = state == .enabled ? [] : try Self.working(before: token, at: time, database)
            let others = try older.compactMap { try $0.with(state: state, at: time) }
            let changed = (set.map { [$0] } ?? []) + others
            for token in changed { try TokenRow.update(token, in: database) }
            let records = `operator`.map { by in changed.map { $0.record(APIToken.action(state), by) } } ?? []
            return ([set ?? token] + others, changed.isEmpty ? nil : records)
        }
    }

    public func changeToken(
        _ id: APITokenID, _ change: APITokenChange, by operator: Operator?
    ) async throws(StoreError) -> [APIToken] {
        let time = `operator`?.time ?? Date()
        do throws(StoreError) {
            return try await changing { database in
                guard let token = try TokenRow.fetch(id, database) else { return ([], nil) }
                let older = try Self.working(before: token, at: time, database)
                let changed = try [token.with(change)] + older.compactMap { try $0.following(change) }
                if let role = changed[0].role { try Self.check(role, token.tenant, database) }
                for token in changed { try TokenRow.update(token, in: database) }
                return (changed, `operator`.map { by in changed.map { $0.record("change", by, $0.audited) } } ?? [])
            }
        } catch {
            throw error.code == .conflict && error.cause != nil ? .tokenExists : error
        }
    }

    public func rotateToken(
        _ id: APITokenID, _ rotation: APITokenRotation, by operator: Operator?
    ) async throws(StoreError) -> APIToken? {
        try await changing { database in
            guard let old = try TokenRow.fetch(id, database) else { return (nil, nil) }
            let new = try old.successor(rotation)
            // The old one makes room for the name first; the successor's number is not known yet.
            try TokenRow.update(old.replaced(by: old.id, rotation), in: database)
            let token = try Self.insert(new, in: database)
            try TokenRow.update(old.replaced(by: token.id, rotation), in: database)
            let members: JSONObject = [
                "token": .string(token.name), "successor": .integer(token.id.rawValue),
                "graceEndsAt": JSONValue(RFC3339.text(rotation.graceEndsAt)),
            ]
            return (token, `operator`.map { [old.record("rotate", $0, members)] } ?? [])
        }
    }

    public func takeBackRotation(
        of id: APITokenID, to successor: APITokenID, by operator: Operator?
    ) async throws(StoreError) -> APIToken? {
        let time = `operator`?.time ?? Date()
        return try await changing { database in
            guard let old = try TokenRow.fetch(id, database)?.unreplaced(by: successor) else { return (nil, nil) }
            var records = `operator`.map { [old.record("take-back", $0, old.takingBack(successor))] } ?? []
            // The new one gives the name back first.
            if let revoked = try TokenRow.fetch(successor, database)?.with(state: .revoked, at: time) {
                try TokenRow.update(revoked, in: database)
                if let `operator` { records.append(revoked.record("revoke", `operator`)) }
            }
            try TokenRow.update(old, in: database)
            return (old, records)
        }
    }

    public func revokeTokens(
        _ selection: APITokenSelection, by operator: Operator
    ) async throws(StoreError) -> [APIToken] {
        var selection = selection
        selection.addsReplacedAt = `operator`.time
        return try await changing { [selection] database in
            let chosen = try Self.fetch(selection, "state <> 'revoked'", database)
            let revoked = try chosen.compactMap { try $0.with(state: .revoked, at: `operator`.time) }
            for token in revoked { try TokenRow.update(token, in: database) }
            return (revoked, revoked.map { $0.record("revoke", `operator`) })
        }
    }

    public func deleteTokens(
        revokedBefore time: Date, _ selection: APITokenSelection, by operator: Operator
    ) async throws(StoreError) -> [APIToken] {
        try await changing { database in
            let chosen = try Self.fetch(selection, "state = 'revoked'", database)
                .filter { ($0.stateChangedAt ?? $0.createdAt) < time }
            let statement = try database.cachedStatement(sql: "DELETE FROM api_tokens WHERE id = ?")
            for token in chosen { try statement.execute(arguments: StatementArguments(stored: token.id.rawValue)) }
            return (chosen, chosen.map { $0.record("delete", `operator`) })
        }
    }

    public func reportReuse(of id: APITokenID, at time: Date) async throws(StoreError) -> Int {
        try await changing { database in
            guard let token = try TokenRow.fetch(id, database) else { return (0, nil) }
            var revoked: [APIToken] = []
            if token.succession.revokesFamilyOnReuse {
                let sql =
                    "SELECT \(TokenRow.columns) FROM api_tokens WHERE (family = ?1 OR id = ?1) AND state <> 'revoked'"
                revoked = try Row.fetchAll(
                    database.cachedStatement(sql: sql), arguments: StatementArguments(stored: token.familyID.rawValue)
                ).map(TokenRow.token).compactMap { try $0.with(state: .revoked, at: time) }
                for token in revoked { try TokenRow.update(token, in: database) }
            }
            let server = Operator("server", at: time)
            let alarm = token.record(
                "reuse", server, ["token": .string(token.name), "revoked": .integer(Int64(revoked.count))])
            return (revoked.count, [alarm] + revoked.map { $0.record("revoke", server) })
        }
    }

    public func tokens(_ selection: APITokenSelection) async throws(StoreError) -> [APIToken] {
        try await database.read { database in try Self.fetch(selection, nil, database) }
    }

    /// Runs a change with its records, nil where nothing changed, as one transaction, and has whoever remembers tokens look again.
    func changing<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> (Value, [AuditRecord]?)
    ) async throws(StoreError) -> Value {
        let (value, isChanged) = try await database.write { database in
            let (value, records) = try body(database)
            try AuditRow.insert(records ?? [], in: database)
            return (value, records != nil)
        }
        if isChanged { tokenChanges.increment() }
        return value
    }

    private static func insert(_ new: NewAPIToken, in database: Database) throws -> APIToken {
        try database.cachedStatement(sql: TokenRow.insertion).execute(arguments: try TokenRow.arguments(new))
        let id = APITokenID(rawValue: database.lastInsertedRowID)
        guard let token = try TokenRow.fetch(id, database) else { throw RowReader.Unreadable() }
        return token
    }

    private static func check(_ role: RoleName, _ tenant: TenantID, _ database: Database) throws {
        guard try RoleRow.fetch(role, tenant: tenant, database) == nil else { return }
        throw StoreError(.invalid, "The tenant “\(tenant)” has no role “\(role)”.")
    }

    /// Those that the token replaced and that still work for their grace.
    private static func working(before token: APIToken, at time: Date, _ database: Database) throws -> [APIToken] {
        // Numbers only grow, so what was replaced is older.
        let sql = """
            SELECT \(TokenRow.columns) FROM api_tokens
            WHERE (id = ?1 OR family = ?1) AND id < ?2 AND successor IS NOT NULL AND state <> 'revoked'
            """
        let arguments = StatementArguments(stored: token.familyID.rawValue, token.id.rawValue)
        return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(TokenRow.token)
            .filter { $0.isInGrace(at: time) }
    }

    private static func fetch(
        _ selection: APITokenSelection, _ condition: String?, _ database: Database
    ) throws -> [APIToken] {
        let chosen = try fetchMatching(selection, condition, database)
        guard let time = selection.addsReplacedAt else { return chosen }
        var seen = Set(chosen.map(\.id))
        return try chosen
            + chosen.flatMap { try working(before: $0, at: time, database) }.filter { seen.insert($0.id).inserted }
    }

    private static func fetchMatching(
        _ selection: APITokenSelection, _ condition: String?, _ database: Database
    ) throws -> [APIToken] {
        var conditions = condition.map { [$0] } ?? []
        var arguments: StatementArguments = []
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments.append(stored: value)
        }
        require("tenant = ?", selection.tenant?.rawValue)
        require("name = ?", selection.name)
        require("owner = ?", selection.owner)
        if let prefix = selection.prefix {
            conditions.append("substr(prefix, 1, ?) = ?")
            arguments.append(stored: prefix.count)
            arguments.append(stored: prefix)
        }
        require("state = ?", selection.state?.rawValue)
        require("coalesce(last_used_at, created_at) < ?", selection.unusedSince?.storedMilliseconds)
        require("ends_at < ?", selection.expiresBefore?.storedMilliseconds)
        require("ends_at >= ?", selection.expiresAfter?.storedMilliseconds)
        if let family = selection.family?.rawValue {
            // Not `? IN (id, family)`: that would look at every token.
            conditions.append("(id = ? OR family = ?)")
            arguments.append(stored: family)
            arguments.append(stored: family)
        }
        if selection.hidesReplaced { conditions.append("successor IS NULL") }
        require("(created_at, id) < (SELECT created_at, id FROM api_tokens WHERE id = ?)", selection.before?.rawValue)
        arguments.append(stored: selection.limit.map { max(0, $0) } ?? -1)
        let order = selection.expiresBefore == nil ? "created_at DESC, id DESC" : "ends_at, id"
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        let sql = "SELECT \(TokenRow.columns) FROM api_tokens \(filter) ORDER BY \(order) LIMIT ?"
        return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(TokenRow.token)
    }
}
