//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// The platforms of the tenants of a store, each connected when it is first asked for.
///
/// It follows the store: a change by this process counts at once, one by another within
/// ``Configuration/maximumStaleness``. When the store can't be asked nothing that is remembered is used.
public final class TenantPlatforms: PlatformSource {
    /// How much is remembered, and for how long.
    public struct Configuration: Sendable {
        /// Connected platforms in memory at most; at least half as many of the last used stay.
        public var maximumPlatforms = 256
        /// How old the knowledge that no other process changed anything may be.
        public var maximumStaleness: Duration = .milliseconds(250)

        public init() {}
    }

    private struct Entry {
        /// As of when the rest is true.
        var state: RevisionWatch.State
        var connection: PlatformConnection?
        /// Nil for the default tenant's platform of the settings, which may be another one by the next call.
        var platform: (any SOARPlatform)?
    }

    private let tenants: any TenantAdministration
    private let standard: Live<any SOARPlatform>
    private let watch: RevisionWatch
    private let connect: @Sendable (TenantID, PlatformConnection) throws(PlatformError) -> any SOARPlatform
    private let known: Mutex<GenerationalCache<TenantID, Entry>>

    /// Makes one; nothing is connected yet.
    ///
    /// - Parameters:
    ///   - tenants: Knows the connections.
    ///   - standard: The default tenant's platform as long as that has no connection of its own.
    ///   - configuration: How much is remembered.
    ///   - connect: Makes a platform of a connection; opens its token. What it throws is told to the caller.
    public init(
        _ tenants: any TenantAdministration, standard: any SOARPlatform = UnconfiguredPlatform(),
        configuration: Configuration = Configuration(),
        connect: @escaping @Sendable (TenantID, PlatformConnection) throws(PlatformError) -> any SOARPlatform
    ) {
        self.tenants = tenants
        self.standard = Live(standard)
        self.connect = connect
        watch = RevisionWatch(
            changes: tenants.tenantChanges, maximumStaleness: configuration.maximumStaleness,
            revision: { () async throws(StoreError) in try await tenants.tenantRevision() })
        known = Mutex(GenerationalCache(limit: configuration.maximumPlatforms))
    }

    /// Takes another platform for the default tenant from the next call on, as long as that has no connection of its own.
    public func change(standard: any SOARPlatform) { self.standard.replace(with: standard) }

    /// How many platforms are remembered.
    public var count: Int { known.withLock { $0.count } }

    public func platform(for tenant: TenantID) async throws(PlatformError) -> any SOARPlatform {
        let (state, found): (RevisionWatch.State, Tenant?)
        let remembered: Entry?
        do throws(StoreError) {
            // The state first: a change in between makes the entry stale, never wrong.
            state = try await watch.current()
            remembered = known.withLock { $0.value(for: tenant) }
            if let remembered, remembered.state == state { return remembered.platform ?? standard.value }
            found = try await tenants.tenant(tenant)
        } catch {
            throw PlatformError(
                .unreachable, "The connection to the platform can't be looked up right now. Try again shortly.",
                cause: error)
        }
        guard let found, found.state == .enabled else {
            known.withLock { $0.remove(tenant) }
            throw found == nil ? .noConnection : .switchedOff
        }
        let platform = try platform(of: found, remembered)
        known.withLock { known in
            known.insert(Entry(state: state, connection: found.platform, platform: platform), for: tenant)
        }
        return platform ?? standard.value
    }

    /// The very one that is remembered, where only other tenants have changed; nil for that of the settings.
    private func platform(of tenant: Tenant, _ remembered: Entry?) throws(PlatformError) -> (any SOARPlatform)? {
        if let remembered, remembered.connection == tenant.platform { return remembered.platform }
        guard let connection = tenant.platform else {
            guard tenant.id == .default else { throw .noConnection }
            return nil
        }
        return try connect(tenant.id, connection)
    }
}
