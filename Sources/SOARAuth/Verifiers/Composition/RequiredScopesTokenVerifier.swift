//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// Accepts only callers who may do certain things, hierarchies of scopes included.
public struct RequiredScopesTokenVerifier<Base: TokenVerifier>: TokenVerifier {
    private let base: Base
    private let requirement: Requirement

    /// Asks for what the requirement says from whomever the verifier accepts.
    public init(_ base: Base, requirement: Requirement) {
        self.base = base
        self.requirement = requirement
    }

    public var shapes: Set<BearerToken.Shape> { base.shapes }

    /// - Throws: What the inner verifier throws, or ``AuthenticationFailure/insufficientScope(_:)`` with all the scopes.
    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        guard let caller = try await base.verify(token) else { return nil }
        try requirement.check(caller)
        return caller
    }
}

extension TokenVerifier {
    /// Accepts only callers who have all of the scopes.
    public func requiring(_ scopes: Scope...) -> RequiredScopesTokenVerifier<Self> {
        var requirement = Requirement.none
        requirement.scopes = scopes
        return RequiredScopesTokenVerifier(self, requirement: requirement)
    }
}
