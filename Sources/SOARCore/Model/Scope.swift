//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// One permission that a token carries (RFC 6749 §3.3).
///
/// An open set: an embedder's own tools may ask for scopes of their own.
public struct Scope: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// See playbooks and their parameters.
    public static let playbooksRead = Scope(rawValue: "playbooks:read")
    /// Run playbooks; implies ``playbooksRead``.
    public static let playbooksExecute = Scope(rawValue: "playbooks:execute")
    /// See the status and the results of executions.
    public static let executionsRead = Scope(rawValue: "executions:read")
    /// See the platform's applications.
    public static let applicationsRead = Scope(rawValue: "applications:read")
    /// Administer soar-mcp.
    public static let admin = Scope(rawValue: "admin")

    /// Every scope that soar-mcp itself knows.
    public static let all: [Scope] = [.playbooksRead, .playbooksExecute, .executionsRead, .applicationsRead, .admin]

    /// What a token gets where nothing is said: everything an AI client needs, and nothing of administration.
    public static let standard: Set<Scope> = [.playbooksRead, .playbooksExecute, .executionsRead, .applicationsRead]

    /// The scopes that come with this one.
    public var implied: Set<Scope> {
        self == .playbooksExecute ? [.playbooksExecute, .playbooksRead] : [self]
    }

    public var description: String { rawValue }

    public static func < (lhs: Scope, rhs: Scope) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension Set<Scope> {
    /// Whether a caller with these scopes may do what asks for `scope`, hierarchies included.
    public func grants(_ scope: Scope) -> Bool {
        contains { $0.implied.contains(scope) }
    }
}
