//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The name of a role.
public struct RoleName: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let viewer = RoleName(rawValue: "viewer")
    public static let analyst = RoleName(rawValue: "analyst")
    public static let responder = RoleName(rawValue: "responder")
    public static let admin = RoleName(rawValue: "admin")

    public var description: String { rawValue }

    public static func < (lhs: RoleName, rhs: RoleName) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// Scopes and restrictions that many tokens share; changed, it changes them all at once.
public struct Role: Hashable, Sendable {
    public var name: RoleName
    public var summary: String
    public var scopes: Set<Scope>
    public var restrictions: Restrictions

    public init(name: RoleName, summary: String = "", scopes: Set<Scope>, restrictions: Restrictions = .none) {
        self.name = name
        self.summary = summary
        self.scopes = scopes
        self.restrictions = restrictions
    }

    /// The roles that every tenant has, from the narrowest on; their names can't be given to others.
    public static let builtIn: [Role] = [
        Role(
            name: .viewer, summary: "Sees playbooks, executions and applications; starts nothing.",
            scopes: [.playbooksRead, .executionsRead, .applicationsRead], restrictions: Restrictions(readOnly: true)),
        Role(
            name: .analyst, summary: "Starts playbooks, up to 200 a day and 5 at a time.", scopes: Scope.standard,
            restrictions: Restrictions(executions: ExecutionAllowance("200/day"), concurrency: 5)),
        Role(name: .responder, summary: "Starts playbooks without a limit.", scopes: Scope.standard),
        Role(name: .admin, summary: "Everything, administration included.", scopes: Set(Scope.all)),
    ]
}

extension Restrictions {
    fileprivate init(readOnly: Bool = false, executions: ExecutionAllowance? = nil, concurrency: Int? = nil) {
        isReadOnly = readOnly
        self.executions = executions.map { [$0] } ?? []
        self.concurrency = concurrency
    }
}
