//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Decides whom a token speaks for.
///
/// A verifier of your own is a type with this one method.
public protocol TokenVerifier: Sendable {
    /// Checks one token.
    ///
    /// - Returns: The caller; nil where this verifier does not know tokens of that kind, so that the next one is asked.
    /// - Throws: An ``AuthenticationFailure`` where the token is to be refused whatever others would say, or where the
    ///   verifier can't tell (``AuthenticationFailure/unavailable(_:)``).
    func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken?

    /// The forms of tokens that this verifier looks at; it is not asked about others where several are composed.
    var shapes: Set<BearerToken.Shape> { get }
}

extension TokenVerifier {
    /// Convenience: a verifier that says nothing is asked about every token, and decides for itself.
    public var shapes: Set<BearerToken.Shape> { Set(BearerToken.Shape.allCases) }
}
