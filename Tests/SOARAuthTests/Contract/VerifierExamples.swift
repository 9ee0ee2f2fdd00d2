//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth
import SOARCore

import struct Foundation.Data

/// Believes a proxy that shows its own secret: it has signed the user in, and names them in a header.
struct ProxyAuthProvider: AuthProvider {
    let proxySecret: APITokenHash
    func authenticate(_ request: HTTPRequest) async throws(AuthenticationFailure) -> AccessToken {
        guard let user = HTTPField.Name("X-User"), let proof = HTTPField.Name("X-Proxy-Secret") else { throw .missing }
        let users = request.headerFields[values: user]
        let proofs = request.headerFields[values: proof]
        guard users.count == 1, proofs.count == 1, !users[0].isEmpty else { throw .missing }
        guard APITokenHash(of: proofs[0]) == proxySecret else { throw .unknown }
        return AccessToken(subject: users[0], client: "proxy", scopes: [.playbooksRead])
    }
}

/// Takes `USER:PASSWORD` in base64 and asks a directory by a bind: true, false, or an error where it can't be asked.
struct DirectoryVerifier: TokenVerifier {
    let bind: @Sendable (_ user: String, _ password: String) async throws -> Bool
    var shapes: Set<BearerToken.Shape> { [.opaque] }
    func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        guard let data = Data(base64Encoded: token.exposed), let text = String(bytes: data, encoding: .utf8),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        let user = String(text[..<colon])
        let password = String(text[text.index(after: colon)...])
        // An empty password is an anonymous bind, which succeeds (RFC 4513 §5.1.2).
        guard !password.isEmpty, !user.isEmpty, user.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            throw .unknown
        }
        let isRight: Bool
        do { isRight = try await bind(user, password) } catch { throw .unavailable("directory: no answer") }
        guard isRight else { throw .unknown }
        return AccessToken(subject: user, client: "directory", scopes: [.playbooksRead])
    }
}

/// Gives each tenant the verifier of its own issuer, and its callers that tenant, whatever their token says.
struct TenantVerifier: TokenVerifier {
    let tenant: TenantID
    let issuer: JWTVerifier
    var shapes: Set<BearerToken.Shape> { issuer.shapes }
    func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        guard var caller = try await issuer.verify(token) else { return nil }
        caller.tenant = tenant
        return caller
    }
}
