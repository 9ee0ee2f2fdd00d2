//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

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

    /// The token with that hash, and all else that decides what it may do, as of one moment.
    ///
    /// - Throws: ``StoreError/Code/damaged`` where its role or its restrictions can't be read: who can't tell what a
    ///   token may do lets it do nothing.
    func grant(hash: APITokenHash) async throws(StoreError) -> APITokenGrant?

    /// Takes note that a token was used after it was replaced and its grace had ended; revokes all of its line where it
    /// says so.
    ///
    /// - Returns: How many were revoked.
    func reportReuse(of id: APITokenID, at time: Date) async throws(StoreError) -> Int

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

    /// Takes note of when tokens were seen to be at their end, by a clock that could be trusted: they stay there until
    /// somebody gives them another end. The first such time of a token counts.
    func recordTokenEnds(_ ends: [APITokenID: Date]) async throws(StoreError)

    /// A number that grows with every change of a token by any process; use counts are not changes.
    func tokenRevision() async throws(StoreError) -> Int64

    /// Whether any token came from the predecessor; as long as ``tokenRevision()`` stands, the answer does.
    func hasImportedTokens() async throws(StoreError) -> Bool
}

/// A token, and all else that decides what it may do.
public struct APITokenGrant: Hashable, Sendable {
    public var token: APIToken
    /// The role that it names; nil where it names none.
    public var role: Role?
    /// Whether its tenant may do anything at all.
    public var tenantIsEnabled: Bool

    public init(token: APIToken, role: Role? = nil, tenantIsEnabled: Bool = true) {
        self.token = token
        self.role = role
        self.tenantIsEnabled = tenantIsEnabled
    }
}

extension TokenStore {
    /// Convenience for stores that know no roles but the built-in ones, and no tenants that are switched off.
    public func grant(hash: APITokenHash) async throws(StoreError) -> APITokenGrant? {
        guard let token = try await token(hash: hash) else { return nil }
        guard let name = token.role else { return APITokenGrant(token: token) }
        guard let role = Role.builtIn.first(where: { $0.name == name }) else { throw .missingRole(name, of: token) }
        return APITokenGrant(token: token, role: role)
    }

    /// Convenience for stores whose clock is never set back.
    public func recordTokenEnds(_ ends: [APITokenID: Date]) async throws(StoreError) {}

    /// Convenience for stores that replace no tokens.
    public func reportReuse(of id: APITokenID, at time: Date) async throws(StoreError) -> Int { 0 }
}
