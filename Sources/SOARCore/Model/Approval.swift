//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// The number of an approval.
public struct ApprovalID: RawRepresentable, Hashable, Sendable, Comparable, LosslessStringConvertible {
    public var rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    public init?(_ description: String) {
        guard let number = Int64(description), number > 0 else { return nil }
        rawValue = number
    }

    public var description: String { String(rawValue) }

    public static func < (lhs: ApprovalID, rhs: ApprovalID) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A run that needs somebody else's agreement, as its caller wants it.
public struct ApprovalRequest: Hashable, Sendable {
    public var tenant: TenantID
    public var playbook: PlaybookID
    /// The name that people know the playbook by.
    public var playbookName: String
    /// The caller, as claims have it: only the same caller can use the approval.
    public var requester: String
    /// The caller's name, in the audit log.
    public var requesterName: String
    public var tokenID: APITokenID?
    /// What exactly is to be started; see ``ApprovalDigest``.
    public var digest: ApprovalDigest
    /// The values for people to look at, without passwords.
    public var parameters: JSONValue
    /// The war room's id; 0 is the global one.
    public var eventID: Int64

    public init(
        tenant: TenantID, playbook: PlaybookID, playbookName: String, requester: String, requesterName: String,
        tokenID: APITokenID?, digest: ApprovalDigest, parameters: JSONValue, eventID: Int64
    ) {
        self.tenant = tenant
        self.playbook = playbook
        self.playbookName = playbookName
        self.requester = requester
        self.requesterName = requesterName
        self.tokenID = tokenID
        self.digest = digest
        self.parameters = parameters
        self.eventID = eventID
    }
}

/// A request for somebody's agreement, and what became of it.
public struct Approval: Hashable, Sendable {
    /// How far it has come.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Nobody has decided yet.
        case pending
        /// It may be used, once.
        case approved
        case denied
        /// The run was started, or tried.
        case used
        /// Its time ran out before it was used.
        case expired

        /// Whether time can still run out.
        public var isOpen: Bool { self == .pending || self == .approved }
    }

    public var id: ApprovalID
    public var request: ApprovalRequest
    /// Whose token it is; empty where nobody said.
    public var owner: String
    public var state: State
    public var createdAt: Date
    /// From then on it can neither be decided nor used.
    public var expiresAt: Date
    public var decidedAt: Date?
    public var decidedBy: String?
    /// Why it was decided so, for the caller.
    public var reason: String?

    public init(
        id: ApprovalID, request: ApprovalRequest, owner: String, state: State, createdAt: Date, expiresAt: Date
    ) {
        self.id = id
        self.request = request
        self.owner = owner
        self.state = state
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
