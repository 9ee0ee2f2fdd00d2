//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

/// Refuses callers whose tenant is not there or is switched off, whatever their token says.
///
/// Made with ``TokenVerifier/inKnownTenants(of:)``. For tokens that somebody else issued: what they claim is a name,
/// and whether it is a tenant of ours only the store knows. When the store can't be asked nobody is let through.
public struct KnownTenantsTokenVerifier<Base: TokenVerifier>: TokenVerifier {
    /// How much is remembered, and for how long.
    public struct Configuration: Sendable {
        /// Tenants in memory at most; at least half as many of the last used stay.
        public var maximumTenants = 1_024
        /// How old the knowledge that no other process changed anything may be.
        public var maximumStaleness: Duration = .milliseconds(250)

        public init() {}
    }

    private let base: Base
    private let tenants: any TenantAdministration
    private let watch: RevisionWatch
    private let known: KnownTenants

    /// Asks the store about the tenant of whomever the verifier accepts.
    public init(
        _ base: Base, tenants: any TenantAdministration, configuration: Configuration = Configuration()
    ) {
        self.base = base
        self.tenants = tenants
        watch = RevisionWatch(
            changes: tenants.tenantChanges, maximumStaleness: configuration.maximumStaleness,
            revision: { () async throws(StoreError) in try await tenants.tenantRevision() })
        known = KnownTenants(limit: configuration.maximumTenants)
    }

    public var shapes: Set<BearerToken.Shape> { base.shapes }

    /// How many tenants are remembered, those that are not there among them.
    public var count: Int { known.count }

    /// - Throws: What the inner verifier throws, ``AuthenticationFailure/unknownTenant``,
    ///   ``AuthenticationFailure/tenantDisabled`` or ``AuthenticationFailure/unavailable(_:)``.
    public func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        guard let caller = try await base.verify(token) else { return nil }
        switch try await state(of: caller.tenant) {
        case .enabled: return caller
        case .disabled: throw .tenantDisabled
        case nil: throw .unknownTenant
        }
    }

    private func state(of tenant: TenantID) async throws(AuthenticationFailure) -> Tenant.State? {
        do throws(StoreError) {
            // Before the look-up: a change in between makes the entry stale, never wrong.
            let revision = try await watch.current()
            if let entry = known.entry(tenant), entry.revision == revision { return entry.state }
            let state = try await tenants.tenant(tenant)?.state
            known.insert(.init(revision: revision, state: state), tenant)
            return state
        } catch {
            throw .unavailable("tenant store: \(error.message)")
        }
    }
}

/// The states of tenants, each as of a revision of the store.
private final class KnownTenants: Sendable {
    struct Entry {
        var revision: RevisionWatch.State
        /// Nil where there is no such tenant.
        var state: Tenant.State?
    }

    private let entries: Mutex<GenerationalCache<TenantID, Entry>>

    init(limit: Int) { entries = Mutex(GenerationalCache(limit: limit)) }

    var count: Int { entries.withLock { $0.count } }

    func entry(_ tenant: TenantID) -> Entry? { entries.withLock { $0.value(for: tenant) } }

    func insert(_ entry: Entry, _ tenant: TenantID) { entries.withLock { $0.insert(entry, for: tenant) } }
}

extension TokenVerifier {
    /// Accepts only callers whose tenant is in that store, and enabled.
    public func inKnownTenants(of tenants: any TenantAdministration) -> KnownTenantsTokenVerifier<Self> {
        KnownTenantsTokenVerifier(self, tenants: tenants)
    }
}
