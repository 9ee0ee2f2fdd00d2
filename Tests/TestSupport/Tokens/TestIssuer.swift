//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import Foundation
package import SOARAuth
package import SOARCore

/// An issuer of JSON Web Tokens for tests: right ones, and ones that are wrong in whatever way is wanted.
package struct TestIssuer: Sendable {
    package static let name = "https://issuer.example"
    package static let audience = "https://soar.example/mcp"

    /// One key for every algorithm; made once, for RSA keys take their time.
    package static let standard = Result { try TestIssuer(JWSAlgorithm.allCases) }

    package let keys: [JWSAlgorithm: SigningKey]
    /// When its tokens are issued.
    package let time = Date(timeIntervalSince1970: 1_790_000_000)

    /// Makes an issuer with new keys.
    package init(_ algorithms: [JWSAlgorithm], suffix: String = "") throws {
        var keys: [JWSAlgorithm: SigningKey] = [:]
        for algorithm in algorithms {
            keys[algorithm] = try SigningKey(algorithm, id: "key-\(algorithm.rawValue)\(suffix)")
        }
        self.keys = keys
    }

    package func key(_ algorithm: JWSAlgorithm) throws -> SigningKey {
        guard let key = keys[algorithm] else { throw KeySetError("no key for \(algorithm.rawValue)") }
        return key
    }

    /// The keys in a document as an issuer publishes them; the secrets only where they are wanted.
    package func document(secrets: Bool = false) -> [UInt8] {
        let keys = keys.values.filter { secrets || !$0.algorithm.isSymmetric }.sorted { $0.id < $1.id }
        let document: JSONValue = ["keys": .array(keys.map { .object($0.jwk) })]
        return Array(document.text().utf8)
    }

    /// The header that a right token has.
    package func header(_ algorithm: JWSAlgorithm) -> JSONObject {
        ["alg": .string(algorithm.rawValue), "kid": .string(keys[algorithm]?.id ?? ""), "typ": "at+jwt"]
    }

    /// The claims that a right token has.
    package var claims: JSONObject {
        let seconds = Int64(time.timeIntervalSince1970)
        return [
            "iss": .string(Self.name), "aud": .string(Self.audience), "sub": "alice", "client_id": "agent",
            "iat": .integer(seconds), "nbf": .integer(seconds), "exp": .integer(seconds + 3600), "jti": "1",
            "scope": "playbooks:read playbooks:execute",
        ]
    }

    /// A right token, or one whose header or claims were changed before it was signed.
    package func token(
        _ algorithm: JWSAlgorithm = .es256, header: (inout JSONObject) -> Void = { _ in },
        claims change: (inout JSONObject) -> Void = { _ in }
    ) throws -> String {
        var head = self.header(algorithm)
        header(&head)
        var claims = claims
        change(&claims)
        return try token(
            algorithm, header: JSONValue.object(head).text(), payload: JSONValue.object(claims).text())
    }

    /// A token over exactly these texts.
    package func token(_ algorithm: JWSAlgorithm, header: String, payload: String) throws -> String {
        let input = "\(Base64URL.encode(header.utf8)).\(Base64URL.encode(payload.utf8))"
        let signature = try key(algorithm).signature(over: Array(input.utf8), algorithm: algorithm)
        return "\(input).\(Base64URL.encode(signature))"
    }
}
