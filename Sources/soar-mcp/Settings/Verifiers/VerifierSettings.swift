//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// One way to check tokens, as the setting `AUTH` names it.
enum VerifierSettings: Sendable {
    /// The API tokens in our own database.
    case database
    /// Callers that a file lists with the hashes of their tokens.
    case staticTokens(file: String)
    /// Signed tokens of one issuer.
    case jwt(JWTSettings)
    /// Tokens that the authorization server is asked about.
    case introspection(IntrospectionSettings)

    /// What `type` says.
    enum Kind: String, CaseIterable {
        case database, `static`, jwt, introspection
    }

    var kind: Kind {
        switch self {
        case .database: .database
        case .staticTokens: .static
        case .jwt: .jwt
        case .introspection: .introspection
        }
    }

    /// What it is called in messages and lists; never a secret.
    var name: String {
        switch self {
        case .database: "database"
        case .staticTokens(let file): "static \(file)"
        case .jwt(let settings): "jwt \(settings.issuer)"
        case .introspection(let settings): "introspection \(settings.url)"
        }
    }
}

/// An issuer of signed tokens and where its keys are.
struct JWTSettings: Sendable {
    /// Where the keys come from.
    enum Keys: Sendable, Equatable {
        /// The issuer's own metadata say; the algorithm is that of keys that don't say theirs.
        case discovery(algorithm: JWSAlgorithm?)
        case keySetURL(String, algorithm: JWSAlgorithm?)
        case keySetFile(String, algorithm: JWSAlgorithm?)
        case publicKeyFile(String, id: String?, algorithm: JWSAlgorithm?)
        case secretFile(String, algorithm: JWSAlgorithm)

        /// Whether they are fetched from a server.
        var areRemote: Bool {
            switch self {
            case .discovery, .keySetURL: true
            case .keySetFile, .publicKeyFile, .secretFile: false
            }
        }
    }

    var issuer: String
    var audiences: [String]
    var keys = Keys.discovery(algorithm: nil)
    var policy = JWTPolicy()
    /// Whether the issuer may be on a private network.
    var allowsPrivateAddresses = false

    /// Why no token can be checked with those keys; nil where some can.
    func mismatch(_ set: JSONWebKeySet) -> Message? {
        guard !set.keys.contains(where: { policy.algorithms.contains($0.algorithm) }) else { return nil }
        func names(_ algorithms: Set<JWSAlgorithm>) -> String {
            algorithms.map(\.rawValue).sorted().joined(separator: ", ")
        }
        let (of, wanted) = (names(Set(set.keys.map(\.algorithm))), names(policy.algorithms))
        return Message(
            "the keys are for \(of), and what is accepted is \(wanted): set 'algorithm' or 'algorithms'",
            "密钥用于 \(of)，而接受的是 \(wanted)：请设置 algorithm 或 algorithms")
    }
}

/// An authorization server that is asked about tokens (RFC 7662).
struct IntrospectionSettings: Sendable {
    var url: String
    var clientID: String
    var secretFile: String
    var configuration = IntrospectionTokenVerifier.Configuration()
}
