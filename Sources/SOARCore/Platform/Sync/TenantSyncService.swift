//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
public import ServiceLifecycle
import Synchronization

public import struct Foundation.Date

/// Keeps the catalogues of all enabled tenants in line with their platforms, those of tenants that come later too.
///
/// Each tenant has its own times: a platform that is away holds up nobody else's.
public final class TenantSyncService: Service {
    /// How things stand, without names: for a page that everybody may read.
    public struct Status: Hashable, Sendable {
        /// Tenants with a connection of their own.
        public var connections = 0
        /// Tenants whose last synchronisation failed.
        public var failing = 0

        public init(connections: Int = 0, failing: Int = 0) {
            self.connections = connections
            self.failing = failing
        }
    }

    /// Synchronisations under way at most.
    public static let maximumConcurrent = 16
    /// How often it is looked at who is due, and who is there.
    public static let standardTick: Duration = .seconds(1)

    private let tenants: any TenantAdministration
    private let platforms: any PlatformSource
    private let catalog: any PlaybookCatalog
    private let configuration: CatalogSyncService.Configuration
    private let logger: Logger
    private let tick: Duration
    private let now: @Sendable () -> Date
    private let watch: RevisionWatch
    private let state: Mutex<State>

    private struct State {
        var schedule = TenantSchedule()
        /// What the schedule was made of.
        var known: RevisionWatch.State?
        var isUnreadable = false
    }

    /// Makes the service; nothing happens before ``run()`` or ``syncNow(_:)``.
    ///
    /// - Parameters:
    ///   - tenants: Who is there.
    ///   - platforms: Where their playbooks are.
    ///   - catalog: Where they are kept.
    ///   - configuration: When each is synchronised.
    ///   - logger: Told about what happened.
    ///   - tick: The time between two looks.
    ///   - now: The time that the catalogue bears.
    public init(
        _ tenants: any TenantAdministration, platforms: any PlatformSource, catalog: any PlaybookCatalog,
        configuration: CatalogSyncService.Configuration = CatalogSyncService.Configuration(), logger: Logger,
        tick: Duration = standardTick, now: @escaping @Sendable () -> Date
    ) {
        self.tenants = tenants
        self.platforms = platforms
        self.catalog = catalog
        self.configuration = configuration
        self.logger = logger
        self.tick = tick
        self.now = now
        watch = RevisionWatch(
            changes: tenants.tenantChanges, maximumStaleness: tick / 2,
            revision: { () async throws(StoreError) in try await tenants.tenantRevision() })
        state = Mutex(State())
    }

    /// How things stand.
    public var status: Status {
        let (connections, services) = state.withLock { ($0.schedule.connections, $0.schedule.services) }
        return Status(connections: connections, failing: services.count(where: \.isFailing))
    }

    /// Of the last synchronisations of all tenants the one that is the longest ago; nil before the first one.
    public var oldestReport: SyncReport? {
        state.withLock(\.schedule.services).compactMap(\.lastReport).min { $0.startedAt < $1.startedAt }
    }

    /// Synchronises until the shutdown, which calls off those that are under way.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { tasks in
                while !Task.isCancelled {
                    await self.refresh()
                    let due = self.state.withLock { $0.schedule.begin(now: .now, atMost: Self.maximumConcurrent) }
                    for (tenant, service) in due {
                        tasks.addTask { await self.attempt(tenant, service) }
                    }
                    // A cancelled sleep ends at once, and then the loop does.
                    try? await Task.sleep(for: self.tick)
                }
                tasks.cancelAll()
            }
        }
    }

    /// Synchronises a tenant at once, for somebody who asks for it.
    ///
    /// - Returns: What it brought.
    /// - Throws: ``CatalogSyncError``, also where one is under way already.
    public func syncNow(_ tenant: TenantID = .default) async throws(CatalogSyncError) -> SyncReport {
        await refresh()
        guard let service = state.withLock({ $0.schedule.service(of: tenant) }) else {
            throw CatalogSyncError(PlatformError.noConnection)
        }
        return try await service.syncNow()
    }

    private func attempt(_ tenant: TenantID, _ service: CatalogSyncService) async {
        let wait = max(await service.attempt(), CatalogSyncService.Configuration.minimumInterval)
        state.withLock { $0.schedule.end(tenant, service, next: .now + wait) }
    }

    /// Looks at who is there, where that has changed.
    private func refresh() async {
        do throws(StoreError) {
            let current = try await watch.current()
            guard state.withLock({ $0.known != current }) else { return }
            let tenants = try await tenants.tenants()
            state.withLock { state in
                let isFirst = state.known == nil
                let now = ContinuousClock.now
                let due = isFirst && configuration.skipsFirst ? now + configuration.interval : now
                state.schedule.take(tenants, due: due, now: now) { self.service(of: $0) }
                state.known = current
                state.isUnreadable = false
            }
        } catch {
            // The schedule stays as it was; this is said once.
            let isNew = state.withLock { state in
                defer { state.isUnreadable = true }
                return !state.isUnreadable
            }
            if isNew {
                logger.warning("The tenants can't be read", metadata: ["error.message": "\(error.message)"])
            }
        }
    }

    private func service(of tenant: TenantID) -> CatalogSyncService {
        var logger = logger
        // Who works alone has never met the word.
        if tenant != .default { logger[metadataKey: "tenant"] = "\(tenant)" }
        return CatalogSyncService(
            CatalogSync(platforms: platforms, catalog: catalog, tenant: tenant, now: now),
            configuration: configuration, logger: logger)
    }
}
