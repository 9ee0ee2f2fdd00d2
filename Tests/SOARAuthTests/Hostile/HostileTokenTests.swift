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
    /// Takes tokens of issuers that don't say what kind of token it is.
    private let loose: JWTVerifier

    init() throws {
        let issuer = try TestIssuer.standard.get()
        self.issuer = issuer
        let keys = try JSONWebKeySet(decoding: issuer.document())
        verifier = try JWTVerifier(
            issuer: TestIssuer.name, audience: TestIssuer.audience, keys: keys, now: { issuer.time })
        var policy = JWTPolicy()
        policy.type = .any
        loose = try JWTVerifier(
            issuer: TestIssuer.name, audience: TestIssuer.audience, keys: keys, policy: policy, now: { issuer.time })
    }

    @Test("a hostile token is refused for what is wrong with it", arguments: HostileToken.all)
    func refused(_ hostile: HostileToken) async throws {
        let token = try hostile.make(issuer)
        await #expect(throws: hostile.expected) { try await verifier.verify(BearerToken(token)) }
    }

    @Test(
        "a token of another kind is refused by its claims, where its type says nothing", arguments: HostileToken.kinds)
    func refusedByItsClaims(_ hostile: HostileToken) async throws {
        let token = try hostile.make(issuer)
        await #expect(throws: hostile.expected) { try await loose.verify(BearerToken(token)) }
        let plain = try issuer.token(header: { $0["typ"] = JSONValue?.none }, claims: { $0["nonce"] = "n" })
        #expect(try await loose.verify(BearerToken(plain))?.subject == "alice")
    }

    @Test func corpusIsLargeAndWithoutDoubles() {
        let all = HostileToken.all + HostileToken.kinds
        #expect(HostileToken.all.count >= 150)
        #expect(Set(all.map(\.name)).count == all.count)
    }

    /// A debug build takes several times as long as a released one, and the machine may be busy.
    private static let costs: (refusal: Duration, any: Duration) = (.milliseconds(100), .milliseconds(250))

    @Test("a refusal is cheap, whatever the token: its figures are for a released build, which takes a fraction")
    func costsLittle() async throws {
        for hostile in HostileToken.all {
            let token = BearerToken(try hostile.make(issuer))
            var least = Duration.seconds(1)
            for _ in 0..<5 where least > .milliseconds(1) {
                // A check that moved to another thread can't be measured by the first one's time.
                guard let cost = await ProcessorTime.ofThread({ _ = try? await verifier.verify(token) }) else {
                    continue
                }
                least = min(least, cost)
            }
            #expect(
                least <= (token.exposed.utf8.count < 1_000_000 ? Self.costs.refusal : Self.costs.any), "\(hostile.name)"
            )
        }
    }

    @Test func whatItIsMadeFromIsAccepted() async throws {
        for algorithm in JWSAlgorithm.allCases where !algorithm.isSymmetric {
            let caller = try await verifier.verify(BearerToken(issuer.token(algorithm)))
            #expect(caller?.subject == "alice", "\(algorithm)")
        }
    }
}
