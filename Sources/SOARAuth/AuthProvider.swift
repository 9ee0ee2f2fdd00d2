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

    /// Who is calling from that address, and whether it may from there and now.
    ///
    /// - Parameters:
    ///   - request: The request's head.
    ///   - peer: The client's address; nil where it is not known.
    /// - Returns: The caller.
    /// - Throws: The ``AuthenticationFailure`` that decides the answer.
    func authenticate(_ request: HTTPRequest, from peer: String?) async throws(AuthenticationFailure) -> AccessToken

    /// Whether a caller that was let in with that request is accepted still: asked by the server, as long as it answers.
    ///
    /// - Throws: The ``AuthenticationFailure`` that ends the answer.
    func authenticateAgain(
        _ request: HTTPRequest, from peer: String?
    ) async throws(AuthenticationFailure) -> AccessToken

    /// The value of `WWW-Authenticate` for a failure (RFC 6750 §3); nil where none belongs there.
    func challenge(for failure: AuthenticationFailure) -> String?

    /// What OAuth clients are told about the server; nil where its tokens are not to be had that way.
    var protectedResource: ProtectedResource? { get }
}

extension AuthProvider {
    /// Convenience for providers that make no difference between addresses.
    public func authenticate(
        _ request: HTTPRequest, from peer: String?
    ) async throws(AuthenticationFailure) -> AccessToken { try await authenticate(request) }

    /// Convenience for providers that count nothing.
    public func authenticateAgain(
        _ request: HTTPRequest, from peer: String?
    ) async throws(AuthenticationFailure) -> AccessToken { try await authenticate(request, from: peer) }

    /// Convenience for providers of bearer tokens: the challenge of RFC 6750 §3, and where there is a
    /// ``protectedResource``, where to find out about it (RFC 9728 §5.1).
    public func challenge(for failure: AuthenticationFailure) -> String? {
        BearerChallenge(failure, resource: protectedResource).map(\.headerValue)
    }

    /// Convenience for providers of tokens that an operator hands out: nothing is published.
    public var protectedResource: ProtectedResource? { nil }
}
