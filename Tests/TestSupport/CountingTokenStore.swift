//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

/// A token store that counts look-ups by hash, and that can be broken.
public final class CountingTokenStore: TokenStore {
    private let base: any TokenStore
    private let state = Mutex((lookUps: 0, importQuestions: 0, isBroken: false))
    /// Tokens of the predecessor that are there beside those of the store.
    private let imported: [APITokenHash: APIToken]

    public init(_ base: any TokenStore, imported: [APIToken] = []) {
        self.base = base
        self.imported = Dictionary(imported.map { ($0.hash, $0) }) { first, _ in first }
    }

    public var importQuestions: Int { state.withLock { $0.importQuestions } }

    public var lookUps: Int { state.withLock { $0.lookUps } }

    private let batches = Mutex<[Int]>([])

    /// How many tokens' uses were written at a time.
    public var usesWritten: [Int] { batches.withLock(\.self) }

    public var isBroken: Bool {
        get { state.withLock { $0.isBroken } }
        set { state.withLock { $0.isBroken = newValue } }
    }

    private func check() throws(StoreError) {
        if isBroken { throw StoreError(.unavailable, "broken by a test") }
    }

    public var tokenChanges: ChangeCounter { base.tokenChanges }

    public func insertToken(_ token: NewAPIToken) async throws(StoreError) -> APIToken {
        try check()
        return try await base.insertToken(token)
    }

    public func token(hash: APITokenHash) async throws(StoreError) -> APIToken? {
        try check()
        state.withLock { $0.lookUps += 1 }
        if let token = imported[hash] { return token }
        return try await base.token(hash: hash)
    }

    public func token(id: APITokenID) async throws(StoreError) -> APIToken? {
        try check()
        return try await base.token(id: id)
    }

    public func tokens(tenant: TenantID?) async throws(StoreError) -> [APIToken] {
        try check()
        return try await base.tokens(tenant: tenant)
    }

    public func setToken(_ id: APITokenID, state: APIToken.State) async throws(StoreError) -> APIToken? {
        try check()
        return try await base.setToken(id, state: state)
    }

    public func recordTokenUses(_ uses: [APITokenUse]) async throws(StoreError) {
        try check()
        try await base.recordTokenUses(uses)
        batches.withLock { $0.append(uses.count) }
    }

    public func tokenRevision() async throws(StoreError) -> Int64 {
        try check()
        return try await base.tokenRevision()
    }

    public func hasImportedTokens() async throws(StoreError) -> Bool {
        try check()
        state.withLock { $0.importQuestions += 1 }
        if !imported.isEmpty { return true }
        return try await base.hasImportedTokens()
    }
}
