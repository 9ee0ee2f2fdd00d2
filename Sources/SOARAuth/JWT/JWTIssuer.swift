//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One issuer whose tokens are taken: its name, its keys, whom its tokens must be meant for.
public struct JWTIssuer: Sendable {
    /// Compared with `iss` byte by byte (RFC 9068 §4).
    public let identifier: String
    /// Of these names, `aud` must have one; compared as ``AudienceName`` says.
    public let audiences: [String]
    public let policy: JWTPolicy
    let keys: any KeySource
    private let exact: [ExactText]
    private let accepted: Set<AudienceName>
    /// The policy's times in seconds.
    let clockSkew: Double
    let maximumLifetime: Double

    /// Takes an issuer.
    ///
    /// - Parameters:
    ///   - identifier: Exactly as the issuer writes it into `iss`.
    ///   - audiences: The names of this server; the MCP authorization page wants its resource URL among them.
    ///   - keys: Where its keys come from; two issuers should never share one source.
    ///   - policy: What else a token must be like.
    /// - Throws: ``KeySetError`` where the name or every audience is missing, or no algorithm or lifetime is left.
    public init(
        _ identifier: String, audiences: [String], keys: some KeySource, policy: JWTPolicy = JWTPolicy()
    ) throws(KeySetError) {
        guard !identifier.isEmpty else { throw KeySetError("an issuer has a name: what it writes into 'iss'") }
        guard !audiences.isEmpty, !audiences.contains("") else {
            throw KeySetError("an issuer needs at least one audience: what it writes into 'aud' for this server")
        }
        guard !policy.algorithms.isEmpty else { throw KeySetError("an issuer needs at least one algorithm") }
        guard policy.maximumLifetime > .zero, policy.clockSkew >= .zero, policy.clockSkew <= .seconds(600) else {
            throw KeySetError("the lifetime is more than 0 s, the clock skew 0 to 600 s")
        }
        self.identifier = identifier
        self.audiences = audiences
        self.policy = policy
        self.keys = keys
        exact = audiences.map(ExactText.init)
        accepted = Set(audiences.map(AudienceName.init))
        clockSkew = policy.clockSkew / .seconds(1)
        maximumLifetime = policy.maximumLifetime / .seconds(1)
    }

    /// Whether a token with these audiences is meant for us.
    func accepts(audience: [String]) -> Bool {
        // Mostly it is spelled as it is here, and need not be taken apart.
        audience.contains { exact.contains(ExactText($0)) || accepted.contains(AudienceName($0)) }
    }
}
