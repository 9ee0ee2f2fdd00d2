//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

extension InMemoryStore {
    public func insertToken(_ token: NewAPIToken) async throws(StoreError) -> APIToken {
        try await insertToken(token, by: nil)
    }

    public func grant(hash: APITokenHash) async throws(StoreError) -> APITokenGrant? {
        try withContents { (contents) throws(StoreError) in
            guard let token = contents.tokenIDs[hash].flatMap({ contents.tokens[$0] }) else { return nil }
            var grant = APITokenGrant(token: token)
            grant.tenantIsEnabled = contents.tenants[token.tenant]?.state != .disabled
            guard let name = token.role else { return grant }
            guard let role = contents.role(name, token.tenant) else { throw .missingRole(name, of: token) }
            grant.role = role
            return grant
        }
    }

    public func token(hash: APITokenHash) async throws(StoreError) -> APIToken? {
        try withContents { contents in contents.tokenIDs[hash].flatMap { contents.tokens[$0] } }
    }

    public func token(id: APITokenID) async throws(StoreError) -> APIToken? {
        try withContents { $0.tokens[id] }
    }

    public func tokens(tenant: TenantID?) async throws(StoreError) -> [APIToken] {
        let tenant = tenant?.asStored
        let tokens = try withContents { contents in
            contents.tokens.values.filter { tenant == nil || $0.tenant == tenant }.sorted { $0.id < $1.id }
        }
        return newestFirst(tokens, by: \.createdAt)
    }

    public func setToken(_ id: APITokenID, state: APIToken.State) async throws(StoreError) -> APIToken? {
        try await setToken(id, state: state, by: nil).first
    }

    public func recordTokenUses(_ uses: [APITokenUse]) async throws(StoreError) {
        try withContents { contents in
            for use in uses {
                guard var token = contents.tokens[use.id] else { continue }
                let (sum, overflow) = token.useCount.addingReportingOverflow(max(0, use.count))
                let time = use.lastUsedAt.asStored
                token.useCount = overflow ? .max : sum
                token.lastUsedAt = max(token.lastUsedAt ?? time, time)
                token.usage.lastPeer = use.lastPeer ?? token.usage.lastPeer
                token.usage.lastAgent = use.lastAgent ?? token.usage.lastAgent
                token.usage.successes += max(0, use.successes)
                token.usage.failures += max(0, use.failures)
                token.usage.denials += max(0, use.denials)
                contents.tokens[use.id] = token
            }
        }
    }

    public func recordTokenEnds(_ ends: [APITokenID: Date]) async throws(StoreError) {
        try withContents { contents in
            for (id, time) in ends {
                guard let token = contents.tokens[id], token.endedAt == nil, let end = token.endsAt, end <= time else {
                    continue
                }
                contents.tokens[id]?.endedAt = time.asStored
                contents.tokenRevision += 1
            }
        }
    }

    public func tokenRevision() async throws(StoreError) -> Int64 {
        try withContents { $0.tokenRevision }
    }

    /// There is no import into memory.
    public func hasImportedTokens() async throws(StoreError) -> Bool { false }
}
