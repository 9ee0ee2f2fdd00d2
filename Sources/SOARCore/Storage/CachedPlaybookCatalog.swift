//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

public import struct Foundation.Date

/// A catalogue that keeps whole tenants in memory and reads them again when anything in the catalogue changed: at once
/// for a change by this process, within a bound for one by another.
public final class CachedPlaybookCatalog: PlaybookCatalog {
    /// How much is kept, and for how long.
    public struct Configuration: Sendable {
        /// Playbooks of all tenants in memory at most; those of the tenants that were asked for last stay.
        public var maximumPlaybooks = 50_000
        /// How old the knowledge that no other process changed anything may be.
        public var maximumStaleness: Duration = .milliseconds(250)

        public init() {}
    }

    private struct Contents {
        var state: RevisionWatch.State?
        var tenants: GenerationalCache<TenantID, [CatalogEntry]>
        /// What was asked for before; the same list each time, so that who keeps something of it sees at once that it is.
        var lists: GenerationalCache<PlaybookFilter, [CatalogEntry]>

        init(maximumPlaybooks: Int, state: RevisionWatch.State? = nil) {
            self.state = state
            tenants = GenerationalCache(limit: maximumPlaybooks)
            lists = GenerationalCache(limit: maximumPlaybooks)
        }
    }

    private let base: any PlaybookCatalog
    private let maximumPlaybooks: Int
    private let watch: RevisionWatch
    private let contents: Mutex<Contents>

    /// Keeps what that catalogue says.
    public init(_ base: any PlaybookCatalog, configuration: Configuration = Configuration()) {
        self.base = base
        maximumPlaybooks = configuration.maximumPlaybooks
        contents = Mutex(Contents(maximumPlaybooks: configuration.maximumPlaybooks))
        watch = RevisionWatch(
            changes: base.catalogChanges, maximumStaleness: configuration.maximumStaleness,
            revision: { () async throws(StoreError) in try await base.catalogRevision() })
    }

    public var catalogChanges: ChangeCounter { base.catalogChanges }

    public func catalogRevision() async throws(StoreError) -> Int64 { try await base.catalogRevision() }

    public func playbooksAtHand(_ filter: PlaybookFilter) -> [CatalogEntry]? {
        guard let state = watch.known() else { return nil }
        return contents.withLock { $0.state == state ? $0.lists.value(for: filter) : nil }
    }

    public func playbooks(_ filter: PlaybookFilter) async throws(StoreError) -> [CatalogEntry] {
        let (entries, state) = try await entries(of: filter.tenant)
        if let known = contents.withLock({ $0.state == state ? $0.lists.value(for: filter) : nil }) { return known }
        let list = try await matching(filter, entries)
        contents.withLock { contents in
            guard contents.state == state else { return }
            contents.lists.insert(list, for: filter, cost: 1 + list.count)
        }
        return list
    }

    /// Where a limit cuts nothing off, the list is that without a limit.
    private func matching(
        _ filter: PlaybookFilter, _ entries: [CatalogEntry]
    ) async throws(StoreError) -> [CatalogEntry] {
        if let limit = filter.limit {
            var all = filter
            all.limit = nil
            let list = try await playbooks(all)
            return list.count <= limit ? list : Array(list.prefix(max(0, limit)))
        }
        return entries.filter { entry in
            (entry.isAvailable || !filter.onlyAvailable)
                && (filter.category == nil || entry.playbook.category == filter.category)
        }
    }

    public func playbook(_ id: PlaybookID, tenant: TenantID) async throws(StoreError) -> CatalogEntry? {
        try await entries(of: tenant).entries.first { $0.playbook.id == id }
    }

    public func setPlaybook(_ id: PlaybookID, tenant: TenantID, enabled: Bool) async throws(StoreError)
        -> CatalogEntry?
    {
        try await base.setPlaybook(id, tenant: tenant, enabled: enabled)
    }

    public func changePlaybook(
        _ id: PlaybookID, tenant: TenantID, _ change: PlaybookChange, by operator: Operator?
    ) async throws(StoreError) -> CatalogEntry? {
        try await base.changePlaybook(id, tenant: tenant, change, by: `operator`)
    }

    public func replacePlaybooks(_ playbooks: [Playbook], tenant: TenantID, at time: Date) async throws(StoreError)
        -> CatalogChange
    {
        try await base.replacePlaybooks(playbooks, tenant: tenant, at: time)
    }

    private func entries(
        of tenant: TenantID
    ) async throws(StoreError) -> (entries: [CatalogEntry], state: RevisionWatch.State) {
        let state = try await watch.current()
        let known = contents.withLock { $0.state == state ? $0.tenants.value(for: tenant) : nil }
        if let known { return (known, state) }
        var all = PlaybookFilter(tenant: tenant)
        all.onlyAvailable = false
        let entries = try await base.playbooks(all)
        contents.withLock { contents in
            if contents.state != state { contents = Contents(maximumPlaybooks: maximumPlaybooks, state: state) }
            contents.tenants.insert(entries, for: tenant, cost: 1 + entries.count)
        }
        return (entries, state)
    }
}
