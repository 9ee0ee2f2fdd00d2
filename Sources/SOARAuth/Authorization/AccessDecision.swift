//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Whether a caller may do something, and what decides it.
public struct AccessDecision: Hashable, Sendable {
    /// What stands against it; a finite set, for the audit and for metrics.
    public enum Obstacle: String, Hashable, Sendable, CaseIterable {
        /// The token itself is refused.
        case token
        /// A scope is missing.
        case scope
        /// It belongs to another tenant.
        case tenant
        /// Calls may not come from there.
        case address
        /// Calls may not come now.
        case window
        /// The rules for playbooks.
        case playbook
        /// The rules for values of parameters.
        case parameter
        /// It is somebody else's execution.
        case execution
    }

    /// Nil where it is allowed.
    public let obstacle: Obstacle?
    /// What decided, for whoever has words of its own for it.
    public let ground: AccessGround

    /// The rule that decided, in words for the operator.
    public var rule: String { ground.description }

    public var isAllowed: Bool { obstacle == nil }

    /// Nothing is against it.
    public static let allowed = AccessDecision(obstacle: nil, ground: .nothing)

    public static func refused(_ obstacle: Obstacle, _ rule: String) -> AccessDecision {
        AccessDecision(obstacle: obstacle, ground: .words(rule))
    }

    static func refused(_ obstacle: Obstacle, because ground: AccessGround) -> AccessDecision {
        AccessDecision(obstacle: obstacle, ground: ground)
    }

    private init(obstacle: Obstacle?, ground: AccessGround) {
        self.obstacle = obstacle
        self.ground = ground
    }
}
