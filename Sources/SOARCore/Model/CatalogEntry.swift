//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// A playbook in the catalogue: what the platform says of it, and what we know beside.
public struct CatalogEntry: Hashable, Sendable {
    public var playbook: Playbook
    /// The operator's switch; a disabled playbook is neither listed nor run.
    public var isEnabled: Bool
    /// Since when the platform no longer lists it; nil while it does.
    public var goneSince: Date?
    /// When the catalogue last heard of it from the platform.
    public var syncedAt: Date
    /// How often all callers together may start it; the operator's, like the switch.
    public var executionLimits: [ExecutionAllowance] = []
    /// Whether a person has to agree to each run; the operator's, like the switch.
    public var approval = PlaybookApproval.none

    /// Limits of one playbook at most.
    public static let maximumExecutionLimits = 5

    /// Whether a caller may see and run it at all.
    public var isAvailable: Bool { isEnabled && goneSince == nil }

    public init(playbook: Playbook, isEnabled: Bool = true, goneSince: Date? = nil, syncedAt: Date) {
        self.playbook = playbook
        self.isEnabled = isEnabled
        self.goneSince = goneSince
        self.syncedAt = syncedAt
    }
}
