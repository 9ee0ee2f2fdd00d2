//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import Testing

/// Tokens that PyJWT, joserfc, Authlib and `cryptography` have signed, one for every algorithm that each of them has.
@Suite struct LibraryTokenTests {
    struct Signed: Codable, Sendable, CustomTestStringConvertible {
        let library: String
        let algorithm: String
        let token: String

        var testDescription: String { "\(library): \(algorithm)" }
    }

    private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "library-tokens.json")
    static let all: [Signed] = {
        struct File: Codable { let tokens: [Signed] }
        return (try? JSONDecoder().decode(File.self, from: Data(contentsOf: file)).tokens) ?? []
    }()

    @Test func everyAlgorithmIsThere() {
        #expect(Set(all.map(\.algorithm)) == Set(JWSAlgorithm.allCases.map(\.rawValue)))
        #expect(Set(all.map(\.library)).count == 4)
    }

    private var all: [Signed] { Self.all }

    @Test(arguments: all) func accepted(_ signed: Signed) async throws {
        var policy = JWTPolicy()
        policy.algorithms = Set(JWSAlgorithm.allCases)
        let keys = try JSONWebKeySet(decoding: Array(Data(contentsOf: Self.file)), acceptsSecrets: true)
        let verifier = try JWTVerifier(
            issuer: "https://issuer.example", audience: "https://soar.example/mcp", keys: keys, policy: policy,
            now: { Date(timeIntervalSince1970: 1_790_000_100) })
        let caller = try await verifier.verify(BearerToken(signed.token))
        #expect(caller?.subject == "alice")
        #expect(caller?.client == "agent")
        #expect(caller?.scopes == [.playbooksRead])
    }
}
