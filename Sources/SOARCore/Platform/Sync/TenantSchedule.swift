//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Which tenant's catalogue is to be synchronised when.
struct TenantSchedule {
    private struct Entry {
        let service: CatalogSyncService
        /// What the platform is reached by; another one is asked at once.
        var connection: PlatformConnection?
        var due: ContinuousClock.Instant
        var isRunning = false
        /// Something changed while it ran.
        var mustRepeat = false
    }

    private var entries: [TenantID: Entry] = [:]

    /// How many have a connection of their own.
    var connections: Int { entries.values.count { $0.connection != nil } }

    /// Those that have a platform at all, as far as is known here.
    var services: [CatalogSyncService] { entries.values.map(\.service) }

    func service(of tenant: TenantID) -> CatalogSyncService? { entries[tenant]?.service }

    /// Takes over who is there now: newcomers and those with another connection are due at that time.
    mutating func take(
        _ tenants: [Tenant], due: ContinuousClock.Instant, now: ContinuousClock.Instant,
        making service: (TenantID) -> CatalogSyncService
    ) {
        var earlier = entries
        entries = [:]
        for tenant in tenants where tenant.state == .enabled && (tenant.platform != nil || tenant.id == .default) {
            guard var entry = earlier.removeValue(forKey: tenant.id) else {
                entries[tenant.id] = Entry(service: service(tenant.id), connection: tenant.platform, due: due)
                continue
            }
            if entry.connection != tenant.platform {
                entry.connection = tenant.platform
                entry.due = now
                entry.mustRepeat = entry.isRunning
            }
            entries[tenant.id] = entry
        }
    }

    /// Marks those that are due as running, the longest overdue first, so that no more than that many run.
    mutating func begin(now: ContinuousClock.Instant, atMost limit: Int) -> [(TenantID, CatalogSyncService)] {
        let running = entries.values.count(where: \.isRunning)
        guard running < limit else { return [] }
        let due = entries.filter { !$0.value.isRunning && $0.value.due <= now }
            .sorted { ($0.value.due, $0.key) < ($1.value.due, $1.key) }.prefix(limit - running)
        for (tenant, _) in due { entries[tenant]?.isRunning = true }
        return due.map { ($0.key, $0.value.service) }
    }

    /// Takes note that one has ended; a tenant that went away meanwhile is not there any more.
    mutating func end(_ tenant: TenantID, _ service: CatalogSyncService, next: ContinuousClock.Instant) {
        guard var entry = entries[tenant], entry.service === service else { return }
        if !entry.mustRepeat { entry.due = next }
        entry.isRunning = false
        entry.mustRepeat = false
        entries[tenant] = entry
    }
}
