//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
public import ServiceLifecycle

/// Tells the clients of a server when a tenant's catalogue has changed, whoever changed it.
///
/// What is told are the list of tools, the resource `soar://playbooks`, and `soar://playbooks/ID` of each playbook that
/// came, went, or is described in another way.
public struct CatalogWatch: Service {
    /// How often the catalogue is looked at, unless told otherwise.
    public static let standardInterval: Duration = .seconds(1)

    private let catalog: any PlaybookCatalog
    private let tenant: TenantID
    private let server: MCPServer
    private let providesTools: Bool
    private let interval: Duration

    /// Makes a watch.
    ///
    /// - Parameters:
    ///   - catalog: The very one that the features work on, for else clients could be told before it knows; one that
    ///     keeps playbooks in memory is looked at for next to nothing.
    ///   - tenant: Whose catalogue is watched.
    ///   - server: Whose clients are told.
    ///   - providesTools: Whether ``PlaybookTools`` are among its tools.
    ///   - interval: The time between two looks.
    public init(
        _ catalog: any PlaybookCatalog, tenant: TenantID = .default, server: MCPServer, providesTools: Bool,
        interval: Duration = standardInterval
    ) {
        self.catalog = catalog
        self.tenant = tenant
        self.server = server
        self.providesTools = providesTools
        self.interval = interval
    }

    /// Watches until the shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var known = await playbooks()
            while !Task.isCancelled {
                // A cancelled sleep ends at once, and then the loop does.
                try? await Task.sleep(for: interval)
                // A catalogue that can't be read now is looked at again.
                guard let playbooks = await playbooks() else { continue }
                if let known { tell(of: known, playbooks) }
                known = playbooks
            }
        }
    }

    private func playbooks() async -> [PlaybookID: Playbook]? {
        guard let entries = try? await catalog.playbooks(PlaybookFilter(tenant: tenant)) else { return nil }
        return Dictionary(entries.map { ($0.playbook.id, $0.playbook) }, uniquingKeysWith: { first, _ in first })
    }

    private func tell(of old: [PlaybookID: Playbook], _ new: [PlaybookID: Playbook]) {
        let changed = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
        guard !changed.isEmpty else { return }
        if providesTools { server.toolsChanged() }
        server.resourceUpdated(SOARFeatures.playbooksURI)
        for id in changed.sorted() { server.resourceUpdated("\(SOARFeatures.playbooksURI)/\(id)") }
    }
}
