//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

extension InMemoryStore {
    /// Nobody else changes anything in here.
    public func catalogRevision() async throws(StoreError) -> Int64 { 0 }

    public func playbooks(_ filter: PlaybookFilter) async throws(StoreError) -> [CatalogEntry] {
        let entries = try withContents { $0.catalogs[filter.tenant.asStored] ?? [:] }
        let matching = entries.values.filter { entry in
            (filter.category == nil || entry.playbook.category == filter.category?.asStored)
                && (entry.isAvailable || !filter.onlyAvailable)
        }.sorted { $0.playbook.id < $1.playbook.id }
        return Array(matching.prefix(max(0, filter.limit ?? .max)))
    }

    public func playbook(_ id: PlaybookID, tenant: TenantID) async throws(StoreError) -> CatalogEntry? {
        try withContents { $0.catalogs[tenant.asStored]?[id] }
    }

    public func setPlaybook(
        _ id: PlaybookID, tenant: TenantID, enabled: Bool
    ) async throws(StoreError) -> CatalogEntry? {
        let entry = try withContents { contents in
            contents.catalogs[tenant.asStored]?[id]?.isEnabled = enabled
            return contents.catalogs[tenant.asStored]?[id]
        }
        catalogChanges.increment()
        return entry
    }

    public func changePlaybook(
        _ id: PlaybookID, tenant: TenantID, _ change: PlaybookChange, by operator: Operator?
    ) async throws(StoreError) -> CatalogEntry? {
        let entry: CatalogEntry? = try withContents { (contents) throws(StoreError) in
            guard let entry = try contents.catalogs[tenant.asStored]?[id]?.with(change) else { return nil }
            contents.catalogs[tenant.asStored]?[id] = entry
            if let `operator` { contents.auditRecords += change.records(id, tenant, `operator`).map(\.asStored) }
            return entry
        }
        catalogChanges.increment()
        return entry
    }

    public func replacePlaybooks(
        _ playbooks: [Playbook], tenant: TenantID, at time: Date
    ) async throws(StoreError) -> CatalogChange {
        let change = try withContents { (contents) throws(StoreError) in
            var entries = contents.catalogs[tenant.asStored] ?? [:]
            let merge = CatalogMerge(known: entries, listed: playbooks, at: time)
            try checkCapacity(entries.count + merge.change.added - 1)
            for entry in merge.changed { entries[entry.playbook.id] = entry }
            for id in merge.unchanged { entries[id]?.syncedAt = time.asStored }
            for id in merge.gone { entries[id]?.goneSince = time.asStored }
            contents.catalogs[tenant.asStored] = entries
            return merge.change
        }
        catalogChanges.increment()
        return change
    }
}
