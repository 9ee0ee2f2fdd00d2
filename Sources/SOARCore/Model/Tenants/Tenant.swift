//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// A team with its own platform, catalogue, tokens and audit view.
public struct Tenant: Hashable, Sendable {
    /// Whether its callers are served.
    public enum State: String, Hashable, Sendable, CaseIterable {
        case enabled, disabled
    }

    /// Characters of a display name at most.
    public static let maximumDisplayName = 128
    /// Limits on executions at most.
    public static let maximumExecutionLimits = 16

    public var id: TenantID
    /// The name that people read.
    public var displayName: String
    public var createdAt: Date
    public var state = State.enabled
    /// Where its playbooks run; for the default tenant nil means the platform of the server's settings.
    public var platform: PlatformConnection?
    /// How many playbooks all of its tokens together may start.
    public var executionLimits: [ExecutionAllowance] = []

    public init(id: TenantID, displayName: String, createdAt: Date) {
        self.id = id
        self.displayName = displayName
        self.createdAt = createdAt
    }

    /// What is there from the start.
    static let standard = Tenant(id: .default, displayName: "Default", createdAt: Date(timeIntervalSince1970: 0))
}

/// What to change of a tenant; nil leaves it as it is.
public struct TenantChange: Hashable, Sendable {
    public var displayName: String?
    public var state: Tenant.State?
    /// A connection, or none.
    public var platform: PlatformConnection??
    public var executionLimits: [ExecutionAllowance]?

    public init() {}
}
