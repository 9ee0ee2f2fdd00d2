//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Synchronization
import Testing

import struct Foundation.Date

@Suite("Callers of known tenants only")
struct KnownTenantsTests {
    /// Accepts whatever it is shown, as a caller of the tenant of that name.
    private struct Claiming: TokenVerifier {
        func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
            guard token.exposed != "not-mine" else { return nil }
            return AccessToken(subject: "s", client: "c", tenant: TenantID(rawValue: token.exposed))
        }
    }

    /// A store that can be broken.
    private final class Tenants: TenantAdministration {
        let base = InMemoryStore()
        let isBroken = Mutex(false)
        let lookUps = Mutex(0)

        var tenantChanges: ChangeCounter { base.tenantChanges }
        private func check() throws(StoreError) {
            if isBroken.withLock({ $0 }) { throw StoreError(.unavailable, "broken by a test") }
        }
        func tenantRevision() async throws(StoreError) -> Int64 {
            try check()
            return try await base.tenantRevision()
        }
        func tenants() async throws(StoreError) -> [Tenant] { try await base.tenants() }
        func tenant(_ id: TenantID) async throws(StoreError) -> Tenant? {
            try check()
            lookUps.withLock { $0 += 1 }
            return try await base.tenant(id)
        }
        func insertTenant(_ tenant: Tenant, by operator: Operator?) async throws(StoreError) -> Tenant {
            try await base.insertTenant(tenant, by: `operator`)
        }
        func changeTenant(
            _ id: TenantID, _ change: TenantChange, by operator: Operator?
        ) async throws(StoreError) -> Tenant? { try await base.changeTenant(id, change, by: `operator`) }
    }

    private let tenants = Tenants()

    private func insert(_ name: String) async throws {
        let now = Date(timeIntervalSince1970: 1)
        _ = try await tenants.insertTenant(
            Tenant(id: TenantID(rawValue: name), displayName: name, createdAt: now), by: nil)
    }

    @Test("a tenant that is there is let in, one that is not or is switched off is not, at once")
    func decides() async throws {
        let verifier = Claiming().inKnownTenants(of: tenants)
        let ours = try await verifier.verify(BearerToken("default"))
        #expect(ours?.tenant == .default)
        await #expect(throws: AuthenticationFailure.unknownTenant) { try await verifier.verify(BearerToken("red")) }
        try await insert("red")
        let red = try await verifier.verify(BearerToken("red"))
        #expect(red?.tenant == TenantID(rawValue: "red"))
        _ = try await tenants.base.setTenant(TenantID(rawValue: "red"), state: .disabled, by: nil)
        await #expect(throws: AuthenticationFailure.tenantDisabled) { try await verifier.verify(BearerToken("red")) }
        let other = try await verifier.verify(BearerToken("not-mine"))
        #expect(other == nil)
    }

    @Test("a store that can't be asked is an outage: 503, not a 401 and no way in")
    func outage() async throws {
        let verifier = KnownTenantsTokenVerifier(
            Claiming(), tenants: tenants, configuration: configuration { $0.maximumStaleness = .zero })
        _ = try await verifier.verify(BearerToken("default"))
        tenants.isBroken.withLock { $0 = true }
        for tenant in ["default", "red"] {
            do {
                _ = try await verifier.verify(BearerToken(tenant))
                Issue.record("was let in")
            } catch {
                #expect(error.status == 503)
            }
        }
    }

    @Test("asks the store once as long as nothing changes, and remembers no more than it may")
    func bounded() async throws {
        let verifier = KnownTenantsTokenVerifier(
            Claiming(), tenants: tenants, configuration: configuration { $0.maximumTenants = 100 })
        for _ in 0..<10 { _ = try await verifier.verify(BearerToken("default")) }
        #expect(tenants.lookUps.withLock { $0 } == 1)
        for number in 0..<10_000 { _ = try? await verifier.verify(BearerToken("t\(number)")) }
        #expect(verifier.count <= 100)
    }

    private func configuration(
        _ change: (inout KnownTenantsTokenVerifier<Claiming>.Configuration) -> Void
    ) -> KnownTenantsTokenVerifier<Claiming>.Configuration {
        var configuration = KnownTenantsTokenVerifier<Claiming>.Configuration()
        change(&configuration)
        return configuration
    }

    @Test("tell the caller no more than any other refused token, and the operator which it was")
    func told() {
        let failures: [AuthenticationFailure] = [.unknown, .unknownTenant, .tenantDisabled]
        #expect(Set(failures.map(\.reason)).count == 1)
        #expect(Set(failures.map(\.message)).count == 1)
        #expect(failures.allSatisfy { $0.status == 401 })
        #expect(Set(failures.map(\.label)).count == 3)
    }
}
