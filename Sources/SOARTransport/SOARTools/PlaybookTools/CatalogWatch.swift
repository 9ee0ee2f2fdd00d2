//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
public import ServiceLifecycle

/// Tells the clients of a server when their tenant's catalogue has changed, whoever changed it.
///
/// It looks at the default tenant's catalogue, and at those of tenants who have a client that listens. Nobody hears of
/// another tenant's.
public struct CatalogWatch: Service {
    /// How often it is looked, unless told otherwise.
    public static let standardInterval: Duration = .seconds(1)

    private let catalog: any PlaybookCatalog
    private let server: MCPServer
    private let providesTools: Bool
    private let interval: Duration

    /// Makes a watch.
    ///
    /// - Parameters:
    ///   - catalog: The very one that the features work on, for else clients could be told before it knows.
    ///   - server: Whose clients are told.
    ///   - providesTools: Whether ``PlaybookTools`` are among its tools.
    ///   - interval: The time between two looks.
    public init(
        _ catalog: any PlaybookCatalog, server: MCPServer, providesTools: Bool, interval: Duration = standardInterval
    ) {
        self.catalog = catalog
        self.server = server
        self.providesTools = providesTools
        self.interval = interval
    }

    /// Watches until the shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            let revision = RevisionWatch(
                changes: catalog.catalogChanges, maximumStaleness: interval / 2,
                revision: { () async throws(StoreError) in try await catalog.catalogRevision() })
            var views = CatalogViews()
            await look(&views, at: revision)
            while !Task.isCancelled {
                // A cancelled sleep ends at once, and then the loop does.
                try? await Task.sleep(for: interval)
                await look(&views, at: revision)
            }
        }
    }

    /// Looks at the catalogues that may be other ones, and tells who listens.
    private func look(_ views: inout CatalogViews, at revision: RevisionWatch) async {
        let listening = server.changes.tenants.union([.default])
        // What can't be told is taken for changed.
        views.begin(listening, state: try? await revision.current(), now: .now)
        for tenant in listening where views.mustRead(tenant) {
            // A catalogue that can't be read now is looked at again.
            guard let entries = try? await catalog.playbooks(PlaybookFilter(tenant: tenant)) else { continue }
            switch views.take(entries.map(\.playbook), of: tenant) {
            case .same: break
            case .changed(let ids): tell(ids, tenant)
            case .first where tenant == .default: break
            // Whoever began to listen since the last look may have missed something: they look once too often.
            case .first: tell([], tenant)
            }
        }
    }

    private func tell(_ changed: [PlaybookID], _ tenant: TenantID) {
        if providesTools { server.toolsChanged(tenant: tenant) }
        server.resourceUpdated(SOARFeatures.playbooksURI, tenant: tenant)
        for id in changed { server.resourceUpdated("\(SOARFeatures.playbooksURI)/\(id)", tenant: tenant) }
    }
}
