//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension InMemoryStore {
    public func insertToken(_ new: NewAPIToken) async throws(StoreError) -> APIToken {
        _ = try new.scopes.storedText()
        let new = new.asStored
        let token = try withContents { (contents) throws(StoreError) in
            try checkCapacity(contents.tokens.count)
            let isTaken = contents.tokens.values.contains { token in
                token.tenant == new.tenant && token.name == new.name && token.state != .revoked
            }
            guard !isTaken, contents.tokenIDs[new.hash] == nil else { throw StoreError.tokenExists }
            let token = APIToken(
                id: APITokenID(rawValue: Int64(contents.tokens.count) + 1), name: new.name, summary: new.summary,
                tenant: new.tenant, scopes: new.scopes, prefix: new.prefix, hash: new.hash, state: .enabled,
                createdAt: new.createdAt, expiresAt: new.expiresAt, lastUsedAt: nil, useCount: 0)
            contents.tokens[token.id] = token
            contents.tokenIDs[token.hash] = token.id
            contents.tokenRevision += 1
            return token
        }
        tokenChanges.increment()
        return token
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
        let (token, isChanged): (APIToken?, Bool) = try withContents { (contents) throws(StoreError) in
            guard var token = contents.tokens[id] else { return (nil, false) }
            guard token.state != state else { return (token, false) }
            guard token.state != .revoked else { throw StoreError.tokenIsRevoked }
            token.state = state
            contents.tokens[id] = token
            contents.tokenRevision += 1
            return (token, true)
        }
        if isChanged { tokenChanges.increment() }
        return token
    }

    public func recordTokenUses(_ uses: [APITokenUse]) async throws(StoreError) {
        try withContents { contents in
            for use in uses {
                guard var token = contents.tokens[use.id] else { continue }
                let (sum, overflow) = token.useCount.addingReportingOverflow(max(0, use.count))
                let time = use.lastUsedAt.asStored
                token.useCount = overflow ? .max : sum
                token.lastUsedAt = max(token.lastUsedAt ?? time, time)
                contents.tokens[use.id] = token
            }
        }
    }

    public func tokenRevision() async throws(StoreError) -> Int64 {
        try withContents { $0.tokenRevision }
    }

    /// There is no import into memory.
    public func hasImportedTokens() async throws(StoreError) -> Bool { false }
}
