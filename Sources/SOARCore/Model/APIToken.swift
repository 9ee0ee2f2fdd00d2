//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// The number of an API token in the store; safe to print.
public struct APITokenID: RawRepresentable, Hashable, Sendable, Comparable, LosslessStringConvertible {
    public var rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    public init?(_ description: String) {
        guard let value = Int64(description) else { return nil }
        self.init(rawValue: value)
    }

    public var description: String { String(rawValue) }

    public static func < (lhs: APITokenID, rhs: APITokenID) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// An API token as the store knows it: everything but the token.
public struct APIToken: Hashable, Sendable {
    /// What an operator has decided about a token.
    public enum State: String, Sendable, CaseIterable {
        case enabled, disabled, revoked
    }

    public var id: APITokenID
    /// Unique among the tenant's tokens that are not revoked.
    public var name: String
    public var summary: String
    public var tenant: TenantID
    public var scopes: Set<Scope>
    /// The token's first characters, for display.
    public var prefix: String
    public var hash: APITokenHash
    public var state: State
    public var createdAt: Date
    /// From then on it is refused; nil for a token that never expires.
    public var expiresAt: Date?
    public var lastUsedAt: Date?
    public var useCount: Int64
    /// Who answers for it; empty where nobody was named.
    public var owner = ""
    /// The role that its scopes and further restrictions come from; nil for a token with scopes of its own.
    public var role: RoleName?
    /// What narrows this token, beside its role's restrictions.
    public var restrictions = Restrictions.none
    /// When it was seen to be at its end, by a clock that could be trusted; a clock that is set back then revives nothing.
    public var endedAt: Date?
    /// When ``state`` was last changed; nil for a token that is as it was made.
    public var stateChangedAt: Date?
    /// How it is replaced.
    public var succession = APITokenSuccession()
    /// What its calls came to.
    public var usage = APITokenUsage()
    /// Whether the predecessor made it: it has its form, and is known by its hash alone.
    public var isImported: Bool

    public init(
        id: APITokenID, name: String, summary: String, tenant: TenantID, scopes: Set<Scope>, prefix: String,
        hash: APITokenHash, state: State, createdAt: Date, expiresAt: Date?, lastUsedAt: Date?, useCount: Int64,
        isImported: Bool = false
    ) {
        self.id = id
        self.name = name
        self.summary = summary
        self.tenant = tenant
        self.scopes = scopes
        self.prefix = prefix
        self.hash = hash
        self.state = state
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
        self.useCount = useCount
        self.isImported = isImported
    }
}

extension APIToken {
    /// From then on it is refused: at its own end or, where it was replaced, at that of its grace if that comes first.
    public var endsAt: Date? {
        guard succession.successor != nil else { return expiresAt }
        return min(succession.graceEndsAt ?? .distantPast, expiresAt ?? .distantFuture)
    }

    /// The time that its ends are held against: never before one at which it was seen to be over.
    public func time(at now: Date) -> Date { endedAt.map { max($0, now) } ?? now }

    /// Whether another one has its place, and it works beside that for its grace.
    public func isInGrace(at now: Date) -> Bool {
        state != .revoked && succession.successor != nil && !succession.isOver(at: time(at: now))
    }
}

/// What is needed to store a new API token.
public struct NewAPIToken: Sendable {
    public var name: String
    public var summary: String
    public var tenant: TenantID
    public var scopes: Set<Scope>
    public var prefix: String
    public var hash: APITokenHash
    public var createdAt: Date
    public var expiresAt: Date?
    /// Who answers for it; empty where nobody is named.
    public var owner = ""
    /// The role that its scopes and further restrictions come from.
    public var role: RoleName?
    /// What narrows this token, beside its role's restrictions.
    public var restrictions = Restrictions.none
    /// Whether all tokens of its line are revoked when one that was replaced is used after its grace.
    public var revokesFamilyOnReuse = false
    /// The first token of its line; nil for that one itself.
    package var family: APITokenID?

    public init(
        name: String, summary: String = "", tenant: TenantID = .default, scopes: Set<Scope> = Scope.standard,
        secret: APITokenSecret, createdAt: Date, expiresAt: Date? = nil
    ) {
        self.name = name
        self.summary = summary
        self.tenant = tenant
        self.scopes = scopes
        self.prefix = secret.prefix
        self.hash = secret.hash
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

/// How often a token was used since the last report, and when last.
public struct APITokenUse: Hashable, Sendable {
    public var id: APITokenID
    public var count: Int64
    public var lastUsedAt: Date
    /// Where it was last used from, and by what; nil where that is not known.
    public var lastPeer: String?
    public var lastAgent: String?
    /// Calls since the last report, by what became of them.
    public var successes: Int64 = 0
    public var failures: Int64 = 0
    public var denials: Int64 = 0

    public init(id: APITokenID, count: Int64, lastUsedAt: Date) {
        self.id = id
        self.count = count
        self.lastUsedAt = lastUsedAt
    }
}
