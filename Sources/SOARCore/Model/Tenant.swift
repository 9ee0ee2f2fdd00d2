//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// The name of a tenant: a team with its own platform, catalogue, tokens and audit view.
public struct TenantID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// The tenant of a system that serves a single team.
    public static let `default` = TenantID(rawValue: "default")

    public var description: String { rawValue }
}

/// A team with its own platform, catalogue, tokens and audit view.
public struct Tenant: Hashable, Sendable {
    public var id: TenantID
    /// The name that people read.
    public var displayName: String
    public var createdAt: Date

    public init(id: TenantID, displayName: String, createdAt: Date) {
        self.id = id
        self.displayName = displayName
        self.createdAt = createdAt
    }
}
