//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite struct HostileTokenTests {
    private let issuer: TestIssuer
    private let verifier: JWTVerifier

    init() throws {
        let issuer = try TestIssuer.standard.get()
        self.issuer = issuer
        verifier = try JWTVerifier(
            issuer: TestIssuer.name, audience: TestIssuer.audience,
            keys: JSONWebKeySet(decoding: issuer.document()), now: { issuer.time })
    }

    @Test("a hostile token is refused for what is wrong with it", arguments: HostileToken.all)
    func refused(_ hostile: HostileToken) async throws {
        let token = try hostile.make(issuer)
        await #expect(throws: hostile.expected) { try await verifier.verify(BearerToken(token)) }
    }

    @Test func corpusIsLargeAndWithoutDoubles() {
        #expect(HostileToken.all.count >= 150)
        #expect(Set(HostileToken.all.map(\.name)).count == HostileToken.all.count)
    }

    @Test func whatItIsMadeFromIsAccepted() async throws {
        for algorithm in JWSAlgorithm.allCases where !algorithm.isSymmetric {
            let caller = try await verifier.verify(BearerToken(issuer.token(algorithm)))
            #expect(caller?.subject == "alice", "\(algorithm)")
        }
    }
}
