//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Keeps API tokens; an acknowledged change survives a power cut.
public protocol TokenStore: Sendable {
    /// Counts what this process changed; whoever remembers tokens compares it to know that they are still true.
    var tokenChanges: ChangeCounter { get }

    /// Stores a new token.
    ///
    /// - Throws: ``StoreError/Code/conflict`` where the tenant has a token of that name that is not revoked.
    func insertToken(_ token: NewAPIToken) async throws(StoreError) -> APIToken

    /// The token with that hash, whatever its state.
    func token(hash: APITokenHash) async throws(StoreError) -> APIToken?

    /// The token with that number, whatever its state.
    func token(id: APITokenID) async throws(StoreError) -> APIToken?

    /// The tokens of a tenant, or of all, the newest first, revoked ones included.
    func tokens(tenant: TenantID?) async throws(StoreError) -> [APIToken]

    /// Changes a token's state. A revoked token stays revoked.
    ///
    /// - Returns: The token as it is now; nil where there is none of that number.
    /// - Throws: ``StoreError/Code/conflict`` where a revoked token should become something else.
    func setToken(_ id: APITokenID, state: APIToken.State) async throws(StoreError) -> APIToken?

    /// Adds to the tokens' use counts; numbers that are gone are passed over.
    func recordTokenUses(_ uses: [APITokenUse]) async throws(StoreError)

    /// A number that grows with every change of a token by any process; use counts are not changes.
    func tokenRevision() async throws(StoreError) -> Int64

    /// Whether any token came from the predecessor; as long as ``tokenRevision()`` stands, the answer does.
    func hasImportedTokens() async throws(StoreError) -> Bool
}
