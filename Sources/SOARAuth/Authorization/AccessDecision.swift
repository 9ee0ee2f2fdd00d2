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
    /// The rule that decided, in words for the operator.
    public let rule: String

    public var isAllowed: Bool { obstacle == nil }

    /// Nothing is against it.
    public static let allowed = AccessDecision(obstacle: nil, rule: "no rule is against it")

    public static func refused(_ obstacle: Obstacle, _ rule: String) -> AccessDecision {
        AccessDecision(obstacle: obstacle, rule: rule)
    }

    private init(obstacle: Obstacle?, rule: String) {
        self.obstacle = obstacle
        self.rule = rule
    }
}
