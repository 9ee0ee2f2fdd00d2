//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Whether a person has to agree before a playbook is started.
public enum PlaybookApproval: String, Hashable, Sendable, CaseIterable {
    /// Nobody has to.
    case none
    /// The caller's own user, in the client.
    case caller
    /// Somebody else, at the server.
    case approver
}

/// What an operator says of a playbook; nil leaves it as it is.
public struct PlaybookChange: Hashable, Sendable {
    /// How often it may be started by all callers together; empty for as often as they like.
    public var executionLimits: [ExecutionAllowance]?
    public var approval: PlaybookApproval?
    /// Whether it can be seen and run at all.
    public var isEnabled: Bool?

    public init(
        executionLimits: [ExecutionAllowance]? = nil, approval: PlaybookApproval? = nil, isEnabled: Bool? = nil
    ) {
        self.executionLimits = executionLimits
        self.approval = approval
        self.isEnabled = isEnabled
    }
}
