//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// One limit that a run has to keep within.
public struct ExecutionLimit: Hashable, Sendable {
    /// What executions are counted together.
    public enum Subject: String, Hashable, Sendable, CaseIterable {
        /// Those of one caller.
        case owner
        /// Those of one playbook.
        case playbook
        /// Those of one tenant.
        case tenant
    }

    public var subject: Subject
    public var allowance: ExecutionAllowance
    /// Where it comes from, for whoever asks why: `role analyst`, `playbook 17`.
    public var source: String

    public init(_ subject: Subject, _ allowance: ExecutionAllowance, source: String) {
        self.subject = subject
        self.allowance = allowance
        self.source = source
    }
}

/// A run that is about to begin, as limits count it.
public struct ExecutionClaim: Hashable, Sendable {
    public var tenant: TenantID
    /// The caller: the same for all that is counted together.
    public var owner: String
    public var playbook: PlaybookID

    public init(tenant: TenantID, owner: String, playbook: PlaybookID) {
        self.tenant = tenant
        self.owner = owner
        self.playbook = playbook
    }
}

/// Why a run may not begin now.
public struct ExecutionRefusal: Hashable, Sendable {
    /// Of those that are used up, the one that stays so for longest.
    public var limit: ExecutionLimit
    /// From then on there is room again, if nothing else is started.
    public var retryAt: Date

    public init(_ limit: ExecutionLimit, retryAt: Date) {
        self.limit = limit
        self.retryAt = retryAt
    }
}

/// What became of a claim.
public enum ClaimOutcome: Hashable, Sendable {
    /// It is counted.
    case granted
    /// It is not counted, and nothing changed.
    case refused(ExecutionRefusal)

    public var refusal: ExecutionRefusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}
