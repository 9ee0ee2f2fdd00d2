//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARAuthTesting
import SOARCore
import Synchronization
import TestSupport
import Testing

import struct Foundation.Date

@Suite("The contract of token verifiers that ask somebody", .timeLimit(.minutes(1)))
struct RemoteContractTests {
    private typealias Reply = ScriptedServer.Reply
    private static let good = "opaque-and-good-1234567890"

    @Test("is kept by introspection, with what is remembered and without")
    func introspection() async throws {
        let clock = TestClock()
        let answer: ScriptedServer.Handler = { request in
            let isGood = request.contains("token=\(Self.good)&")
            // Some servers repeat the token.
            return Reply(body: "{\"active\":\(isGood),\"sub\":\"alice\",\"token\":\"\(Self.good)\"}")
        }
        for age in [Duration.zero, .seconds(60)] {
            let violations = try await ScriptedServer.run(answer) { server, port in
                try await AsyncHTTPClientFetcher.withFetcher { fetcher in
                    var configuration = IntrospectionTokenVerifier.Configuration()
                    configuration.maximumAge = age
                    configuration.refusalAge = age
                    configuration.timeout = .seconds(2)
                    let verifier = try IntrospectionTokenVerifier(
                        url: "http://127.0.0.1:\(port)/", clientID: "me", clientSecret: Secret("secret"),
                        fetcher: fetcher, configuration: configuration, now: { clock.now })
                    return await TokenVerifierContract(
                        verifier: verifier, accepted: [Self.good], refused: ["another"],
                        outage: {
                            clock.advance(by: 61)
                            server.answer(Reply(status: "503 Down"))
                        }, now: { clock.now }
                    ).violations()
                }
            }
            #expect(violations == [])
        }
    }

    @Test("is kept by the verifier that knows the tenants")
    func tenants() async {
        let store = BreakableTenants()
        let caller = AccessToken(subject: "alice", client: "test")
        let stranger = AccessToken(subject: "eve", client: "test", tenant: TenantID(rawValue: "nobody"))
        let known = StaticTokenVerifier([Self.good: caller, "a-token-of-no-tenant": stranger])
        var configuration = KnownTenantsTokenVerifier<StaticTokenVerifier>.Configuration()
        configuration.maximumStaleness = .zero
        let verifier = KnownTenantsTokenVerifier(known, tenants: store, configuration: configuration)
        let contract = TokenVerifierContract(
            verifier: verifier, accepted: [Self.good], refused: ["a-token-of-no-tenant"], outage: { store.flag.set() })
        #expect(await contract.violations() == [])
    }

    private final class BreakableTenants: TenantAdministration {
        let base = InMemoryStore()
        let flag = TestFlag()

        var tenantChanges: ChangeCounter { base.tenantChanges }
        private func check() throws(StoreError) {
            if flag.isSet { throw StoreError(.unavailable, "broken by a test") }
        }
        func tenantRevision() async throws(StoreError) -> Int64 {
            try check()
            return try await base.tenantRevision()
        }
        func tenants() async throws(StoreError) -> [Tenant] { try await base.tenants() }
        func tenant(_ id: TenantID) async throws(StoreError) -> Tenant? {
            try check()
            return try await base.tenant(id)
        }
        func insertTenant(_ tenant: Tenant, by operator: Operator?) async throws(StoreError) -> Tenant {
            try await base.insertTenant(tenant, by: `operator`)
        }
        func changeTenant(
            _ id: TenantID, _ change: TenantChange, by operator: Operator?
        ) async throws(StoreError) -> Tenant? { try await base.changeTenant(id, change, by: `operator`) }
    }
}
