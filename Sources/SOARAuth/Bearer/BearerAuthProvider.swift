//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes

public import struct Foundation.Date

/// Callers are known by a bearer token in `Authorization`, or by an API token in `?token=` (RFC 6750).
///
/// RFC 6750 §2.3 advises against tokens in a query. Existing clients of the predecessor are configured that way, so it
/// is accepted for API tokens unless it is switched off, for opaque ones where that is said, and never for a JWT.
public struct BearerAuthProvider: AuthProvider {
    /// What OAuth clients are told about the server: published by it, and named in its challenges.
    public let protectedResource: ProtectedResource?
    private let verifier: any TokenVerifier
    private let queryVerifier: (any TokenVerifier)?
    private let credentials: BearerCredentials
    private let now: @Sendable () -> Date

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - verifier: Decides about the tokens.
    ///   - acceptsQueryToken: Whether a token may come as `?token=`.
    ///   - queryShapes: Of what forms, never a JWT. Put `.opaque` in only where no opaque token is an authorization
    ///     server's: those must not be in a query (MCP authorization, "Access Token Usage").
    ///   - queryVerifier: Decides about tokens in a query instead of `verifier`; one that it does not know must not be
    ///     there. For where some opaque tokens are ours and others are an authorization server's.
    ///   - resource: What OAuth clients are told about the server; without it nothing is published, and challenges name
    ///     no metadata.
    ///   - now: The time that a caller's expiry is measured by.
    public init(
        verifier: some TokenVerifier, acceptsQueryToken: Bool = true,
        queryShapes: Set<BearerToken.Shape> = [.apiToken], queryVerifier: (any TokenVerifier)? = nil,
        resource: ProtectedResource? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.verifier = verifier
        self.queryVerifier = queryVerifier
        protectedResource = resource
        self.now = now
        credentials = BearerCredentials(acceptsQueryToken: acceptsQueryToken, queryShapes: queryShapes)
    }

    public func authenticate(_ request: HTTPRequest) async throws(AuthenticationFailure) -> AccessToken {
        try await authenticate(request, from: nil)
    }

    public func authenticate(
        _ request: HTTPRequest, from peer: String?
    ) async throws(AuthenticationFailure) -> AccessToken {
        let token = try credentials.token(of: request)
        let caller = try await caller(token, request)
        let now = now()
        try caller.check(from: peer, at: now)
        return caller
    }

    private func caller(
        _ token: BearerToken, _ request: HTTPRequest
    ) async throws(AuthenticationFailure) -> AccessToken {
        // A header always wins, so without one the token was in the query.
        if let queryVerifier, request.headerFields[.authorization] == nil {
            guard let caller = try await queryVerifier.verify(token) else { throw .malformedQuery }
            return caller
        }
        guard let caller = try await verifier.verify(token) else { throw .unknown }
        return caller
    }
}
