//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("A catalogue in memory", .timeLimit(.minutes(1)))
struct CachedPlaybookCatalogTests {
    @Test("has at hand what was asked for before, as long as it is true", arguments: StoreKind.allCases)
    func atHand(_ kind: StoreKind) async throws {
        try await kind.withStore { store in
            _ = try await store.replacePlaybooks([.sample(1), .sample(2)], tenant: .default, at: moment())
            var configuration = CachedPlaybookCatalog.Configuration()
            configuration.maximumStaleness = .seconds(3600)
            let catalog = CachedPlaybookCatalog(store, configuration: configuration)
            let filter = PlaybookFilter()
            #expect(store.playbooksAtHand(filter) == nil && catalog.playbooksAtHand(filter) == nil)
            let list = try await catalog.playbooks(filter)
            #expect(list.count == 2 && catalog.playbooksAtHand(filter) == list)
            var other = filter
            other.limit = 1
            #expect(
                catalog.playbooksAtHand(other) == nil && catalog.playbooksAtHand(PlaybookFilter(tenant: .other)) == nil)
            _ = try await store.setPlaybook(PlaybookID(rawValue: 1), tenant: .default, enabled: false)
            #expect(catalog.playbooksAtHand(filter) == nil)
            #expect(try await catalog.playbooks(filter).count == 1 && catalog.playbooksAtHand(filter)?.count == 1)
        }
    }

    @Test("has nothing at hand when it has not asked for a while whether it is true")
    func stale() async throws {
        try await StoreKind.memory.withStore { store in
            var configuration = CachedPlaybookCatalog.Configuration()
            configuration.maximumStaleness = .zero
            let catalog = CachedPlaybookCatalog(store, configuration: configuration)
            _ = try await catalog.playbooks(PlaybookFilter())
            #expect(catalog.playbooksAtHand(PlaybookFilter()) == nil)
        }
    }

    @Test("keeps those of the tenants that were asked for last, however many tenants there are")
    func manyTenants() async throws {
        try await StoreKind.memory.withStore { store in
            var configuration = CachedPlaybookCatalog.Configuration()
            configuration.maximumStaleness = .seconds(3600)
            configuration.maximumPlaybooks = 1_000
            let catalog = CachedPlaybookCatalog(store, configuration: configuration)
            let filters = (0..<300).map { PlaybookFilter(tenant: TenantID(rawValue: "tenant-\($0)")) }
            for filter in filters { _ = try await catalog.playbooks(filter) }
            #expect(filters.allSatisfy { catalog.playbooksAtHand($0) != nil })
            for number in 300..<2_000 {
                _ = try await catalog.playbooks(PlaybookFilter(tenant: TenantID(rawValue: "tenant-\(number)")))
            }
            #expect(filters.allSatisfy { catalog.playbooksAtHand($0) == nil })
            #expect(catalog.playbooksAtHand(PlaybookFilter(tenant: TenantID(rawValue: "tenant-1999"))) != nil)
        }
    }
}
