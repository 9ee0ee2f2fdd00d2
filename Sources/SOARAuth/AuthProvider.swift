//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes

/// Finds the caller of an HTTP request, and words what a caller without valid credentials is answered.
///
/// It reads nothing but the request's head, so that any server can use it.
public protocol AuthProvider: Sendable {
    /// Who is calling.
    ///
    /// - Throws: The ``AuthenticationFailure`` that decides the answer.
    func authenticate(_ request: HTTPRequest) async throws(AuthenticationFailure) -> AccessToken

    /// The value of `WWW-Authenticate` for a failure (RFC 6750 §3); nil where none belongs there.
    func challenge(for failure: AuthenticationFailure) -> String?
}

extension AuthProvider {
    /// Convenience for providers of bearer tokens: the challenge of RFC 6750 §3 without further parameters.
    public func challenge(for failure: AuthenticationFailure) -> String? {
        BearerChallenge(failure).map(\.headerValue)
    }
}
