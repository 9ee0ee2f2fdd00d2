//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARAuthTesting
import SOARCore
import TestSupport
import Testing

@Suite struct JWTContractTests {
    @Test func theJWTVerifierKeepsTheContract() async throws {
        let issuer = try TestIssuer.standard.get()
        let keys = BreakableKeys(try JSONWebKeySet(decoding: issuer.document()))
        let verifier = try JWTVerifier(
            issuer: TestIssuer.name, audience: TestIssuer.audience, keys: keys, now: { issuer.time })
        let contract = TokenVerifierContract(
            verifier: verifier, accepted: [try issuer.token(), try issuer.token(.rs256), try issuer.token(.edDSA)],
            refused: [try issuer.token(.hs256), try issuer.impostorToken()], outage: { keys.flag.set() },
            now: { issuer.time })
        #expect(await contract.violations() == [])
    }

    private struct BreakableKeys: KeySource {
        let set: JSONWebKeySet
        let flag = TestFlag()

        init(_ set: JSONWebKeySet) { self.set = set }

        func keys(for keyID: String?) throws(KeySourceError) -> JSONWebKeySet {
            if flag.isSet { throw KeySourceError("no answer") }
            return set
        }
    }
}
