//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

extension InMemoryStore {
    public func insertToken(_ new: NewAPIToken, by operator: Operator?) async throws(StoreError) -> APIToken {
        try changing { (contents) throws(StoreError) in
            try checkCapacity(contents.tokens.count)
            let token = try contents.insert(new)
            return (token, `operator`.map { [token.record("create", $0, token.audited)] } ?? [])
        }
    }

    public func setToken(
        _ id: APITokenID, state: APIToken.State, by operator: Operator?
    ) async throws(StoreError) -> [APIToken] {
        let time = `operator`?.time ?? Date()
        return try changing { (contents) throws(StoreError) in
            guard let token = contents.tokens[id] else { return ([], nil) }
            let set = try token.with(state: state, at: time)
            var others: [APIToken] = []
            for older in state == .enabled ? [] : contents.working(before: [token], at: time) {
                if let stopped = try older.with(state: state, at: time) { others.append(stopped) }
            }
            let changed = (set.map { [$0] } ?? []) + others
            for token in changed { contents.tokens[token.id] = token }
            let records = `operator`.map { by in changed.map { $0.record(APIToken.action(state), by) } } ?? []
            return ([set ?? token] + others, changed.isEmpty ? nil : records)
        }
    }

    public func changeToken(
        _ id: APITokenID, _ change: APITokenChange, by operator: Operator?
    ) async throws(StoreError) -> [APIToken] {
        let time = `operator`?.time ?? Date()
        return try changing { (contents) throws(StoreError) in
            guard let token = contents.tokens[id] else { return ([], nil) }
            let current = try token.with(change)
            _ = try current.scopes.storedText()
            try contents.check(current.role, token.tenant)
            guard !contents.isTaken(current.name, current.tenant, except: id) else { throw StoreError.tokenExists }
            var changed = [current]
            for older in contents.working(before: [token], at: time) {
                if let other = try older.following(change) { changed.append(other) }
            }
            for token in changed { contents.tokens[token.id] = token }
            return (changed, `operator`.map { by in changed.map { $0.record("change", by, $0.audited) } } ?? [])
        }
    }

    public func rotateToken(
        _ id: APITokenID, _ rotation: APITokenRotation, by operator: Operator?
    ) async throws(StoreError) -> APIToken? {
        try changing { (contents) throws(StoreError) in
            guard let old = contents.tokens[id] else { return (nil, nil) }
            let new = try old.successor(rotation)
            try checkCapacity(contents.tokens.count)
            contents.tokens[id] = old.replaced(by: id, rotation)
            let token: APIToken
            do throws(StoreError) {
                token = try contents.insert(new)
            } catch {
                contents.tokens[id] = old
                throw error
            }
            contents.tokens[id] = old.replaced(by: token.id, rotation)
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
        return try changing { (contents) throws(StoreError) in
            guard let old = contents.tokens[id]?.unreplaced(by: successor) else { return (nil, nil) }
            var records = `operator`.map { [old.record("take-back", $0, old.takingBack(successor))] } ?? []
            if let revoked = try contents.tokens[successor]?.with(state: .revoked, at: time) {
                contents.tokens[successor] = revoked
                if let `operator` { records.append(revoked.record("revoke", `operator`)) }
            }
            contents.tokens[id] = old
            return (old, records)
        }
    }

    public func revokeTokens(
        _ selection: APITokenSelection, by operator: Operator
    ) async throws(StoreError) -> [APIToken] {
        try changing { (contents) throws(StoreError) in
            let chosen = contents.tokens.values.filter { $0.state != .revoked && selection.admits($0) }
            let meant = Set((chosen + contents.working(before: chosen, at: `operator`.time)).map(\.id))
            let revoked = contents.revoke(at: `operator`.time) { meant.contains($0.id) }
            return (revoked, revoked.map { $0.record("revoke", `operator`) })
        }
    }

    public func deleteTokens(
        revokedBefore time: Date, _ selection: APITokenSelection, by operator: Operator
    ) async throws(StoreError) -> [APIToken] {
        try changing { (contents) throws(StoreError) in
            let gone = contents.tokens.values.filter { token in
                token.state == .revoked && selection.admits(token) && (token.stateChangedAt ?? token.createdAt) < time
            }
            for token in gone {
                contents.tokens[token.id] = nil
                contents.tokenIDs[token.hash] = nil
            }
            return (gone, gone.map { $0.record("delete", `operator`) })
        }
    }

    public func reportReuse(of id: APITokenID, at time: Date) async throws(StoreError) -> Int {
        try changing { (contents) throws(StoreError) in
            guard let token = contents.tokens[id] else { return (0, nil) }
            let line = token.familyID
            let revoked =
                token.succession.revokesFamilyOnReuse ? contents.revoke(at: time) { $0.familyID == line } : []
            let server = Operator("server", at: time)
            let members: JSONObject = ["token": .string(token.name), "revoked": .integer(Int64(revoked.count))]
            let records = [token.record("reuse", server, members)] + revoked.map { $0.record("revoke", server) }
            return (revoked.count, records)
        }
    }

    public func tokens(_ selection: APITokenSelection) async throws(StoreError) -> [APIToken] {
        let tokens = try withContents { contents in
            contents.tokens.values.filter { selection.admits($0) }.sorted { $0.id < $1.id }
        }
        var ordered = newestFirst(tokens, by: \.createdAt)
        if selection.expiresBefore != nil {
            ordered.sort { ($0.endsAt ?? .distantFuture, $0.id) < ($1.endsAt ?? .distantFuture, $1.id) }
        }
        if let before = selection.before {
            guard let last = try withContents({ $0.tokens[before] }) else { return [] }
            ordered.removeAll { ($0.createdAt, $0.id) >= (last.createdAt, last.id) }
        }
        let chosen = Array(ordered.prefix(max(0, selection.limit ?? .max)))
        guard let time = selection.addsReplacedAt else { return chosen }
        return chosen + (try withContents { $0.working(before: chosen, at: time) })
    }

    public func roles(tenant: TenantID) async throws(StoreError) -> [Role] {
        try withContents { $0.roles[tenant.asStored]?.values.sorted { $0.name < $1.name } ?? [] }
    }

    public func setRole(_ role: Role, tenant: TenantID, by operator: Operator?) async throws(StoreError) {
        try role.checkOwn()
        try changing { (contents) throws(StoreError) in
            contents.roles[tenant.asStored, default: [:]][role.name] = role
            return ((), `operator`.map { [.roleChange("set", role.name, tenant, $0, role.audited)] } ?? [])
        }
    }

    public func removeRole(
        _ name: RoleName, tenant: TenantID, by operator: Operator?
    ) async throws(StoreError) -> Bool {
        try changing { (contents) throws(StoreError) in
            let holders = contents.tokens.values.count {
                $0.tenant == tenant.asStored && $0.role == name && $0.state != .revoked
            }
            guard holders == 0 else {
                throw StoreError(.conflict, "\(holders) tokens have the role “\(name)”; give them another one first.")
            }
            guard contents.roles[tenant.asStored]?.removeValue(forKey: name) != nil else { return (false, nil) }
            return (true, `operator`.map { [.roleChange("remove", name, tenant, $0)] } ?? [])
        }
    }

    /// Runs a change with its records, nil where nothing changed, and has whoever remembers tokens look again.
    private func changing<Value: Sendable>(
        _ body: (inout Contents) throws(StoreError) -> (Value, [AuditRecord]?)
    ) throws(StoreError) -> Value {
        let (value, isChanged) = try withContents { (contents) throws(StoreError) in
            let (value, records) = try body(&contents)
            contents.auditRecords += (records ?? []).map(\.asStored)
            if records != nil { contents.tokenRevision += 1 }
            return (value, records != nil)
        }
        if isChanged { tokenChanges.increment() }
        return value
    }
}

extension InMemoryStore.Contents {
    func role(_ name: RoleName, _ tenant: TenantID) -> Role? {
        Role.builtIn.first { $0.name == name } ?? roles[tenant.asStored]?[name]
    }

    fileprivate func check(_ role: RoleName?, _ tenant: TenantID) throws(StoreError) {
        guard let role, self.role(role, tenant) == nil else { return }
        throw StoreError(.invalid, "The tenant “\(tenant)” has no role “\(role)”.")
    }

    fileprivate func isTaken(_ name: String, _ tenant: TenantID, except id: APITokenID?) -> Bool {
        tokens.values.contains { $0.id != id && $0.holdsName && $0.tenant == tenant && $0.name == name }
    }

    fileprivate mutating func insert(_ new: NewAPIToken) throws(StoreError) -> APIToken {
        _ = try new.scopes.storedText()
        let new = new.asStored
        try check(new.role, new.tenant)
        guard !isTaken(new.name, new.tenant, except: nil), tokenIDs[new.hash] == nil else { throw .tokenExists }
        lastTokenID += 1
        var token = APIToken(
            id: APITokenID(rawValue: lastTokenID), name: new.name, summary: new.summary, tenant: new.tenant,
            scopes: new.scopes, prefix: new.prefix, hash: new.hash, state: .enabled, createdAt: new.createdAt,
            expiresAt: new.expiresAt, lastUsedAt: nil, useCount: 0)
        token.owner = new.owner.asStored
        token.role = new.role
        token.restrictions = new.restrictions
        token.succession.family = new.family
        token.succession.revokesFamilyOnReuse = new.revokesFamilyOnReuse
        tokens[token.id] = token
        tokenIDs[token.hash] = token.id
        return token
    }

    /// Those that the given ones replaced and that still work for their grace, without the given ones.
    fileprivate func working(before newer: [APIToken], at time: Date) -> [APIToken] {
        let ids = Set(newer.map(\.id))
        let last = Dictionary(newer.map { ($0.familyID, $0.id) }, uniquingKeysWith: max)
        return tokens.values
            .filter { token in
                !ids.contains(token.id) && last[token.familyID].map { token.id < $0 } ?? false
                    && token.isInGrace(at: time)
            }
            .sorted { $0.id < $1.id }
    }

    fileprivate mutating func revoke(at time: Date, where isMeant: (APIToken) -> Bool) -> [APIToken] {
        let revoked = tokens.values.filter { $0.state != .revoked && isMeant($0) }.map { token in
            var token = token
            token.state = .revoked
            token.stateChangedAt = time.asStored
            return token
        }
        for token in revoked { tokens[token.id] = token }
        return revoked
    }
}
