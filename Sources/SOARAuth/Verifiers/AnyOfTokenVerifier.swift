//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Asks one verifier after the other until one decides.
///
/// A refusal is final, an outage too: a verifier that can't be asked may be the one that would have refused.
public struct AnyOfTokenVerifier: TokenVerifier {
    private let verifiers: [any TokenVerifier]

    /// Takes the verifiers in the order in which they are asked.
    public init(_ verifiers: [any TokenVerifier]) { self.verifiers = verifiers }

    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        for verifier in verifiers {
            if let caller = try await verifier.verify(token) { return caller }
        }
        return nil
    }
}

extension TokenVerifier where Self == AnyOfTokenVerifier {
    /// Asks one verifier after the other until one decides.
    public static func anyOf(_ verifiers: any TokenVerifier...) -> Self { AnyOfTokenVerifier(verifiers) }
}
