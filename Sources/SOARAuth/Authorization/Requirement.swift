//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// What it takes to do something: all of these scopes; none where everybody who is known may.
public struct Requirement: Hashable, Sendable {
    public var scopes: [Scope]

    /// Asks for all of the scopes.
    public init(_ scopes: Scope...) { self.scopes = scopes }

    /// Open to every caller that is known.
    public static let none = Requirement()

    /// Whether the caller has what it takes, hierarchies included.
    public func isMet(by caller: AccessToken) -> Bool {
        scopes.allSatisfy(caller.scopes.grants)
    }

    /// Refuses a caller that lacks something.
    ///
    /// - Throws: ``AuthenticationFailure/insufficientScope(_:)`` with all scopes of the operation.
    public func check(_ caller: AccessToken) throws(AuthenticationFailure) {
        guard isMet(by: caller) else { throw .insufficientScope(scopes) }
    }
}
