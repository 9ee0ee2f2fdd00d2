//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth
import SOARCore
import Synchronization

/// Every playbook that can be run as a tool of its own, beside the generic ones.
///
/// The tools follow the catalogue; ``CatalogWatch`` tells the clients. They are made again only where the catalogue
/// says something new.
public final class PlaybookTools: ToolProvider {
    /// Playbooks of a tenant that get tools, those of the lowest ids.
    static let maximumTools = 1_000
    /// Playbooks of all tenants whose tools are kept; those of the tenants that were asked for last stay.
    static let maximumPlaybooks = 20_000

    private struct PlaybookTool {
        var playbook: Playbook
        var tool: Tool
    }

    private struct Listing {
        var entries: [CatalogEntry]
        var listed: [PlaybookTool] = []
        /// Disabled ones too: their tools answer that they can't be run.
        var byName: [String: PlaybookTool] = [:]
    }

    private let features: SOARFeatures
    private let known = Mutex(GenerationalCache<TenantID, Listing>(limit: maximumPlaybooks))

    /// Makes tools of the playbooks in the catalogue of these features; hand in one that keeps them in memory.
    public init(_ features: SOARFeatures) { self.features = features }

    public func tools(for caller: AccessToken) async throws -> [Tool] {
        let listing = try await listing(of: caller.tenant)
        guard !caller.restrictions.layers.isEmpty else { return listing.listed.map(\.tool) }
        return listing.listed.filter { entry in
            AccessPolicy.permits(caller, .run(entry.playbook, of: caller.tenant, values: nil))
        }.map(\.tool)
    }

    public func tool(named name: String, for caller: AccessToken) async throws -> Tool? {
        guard let entry = try await entry(named: name, of: caller.tenant) else { return nil }
        return refusal(of: entry, for: caller) == nil ? entry.tool : nil
    }

    public func refusal(ofTool name: String, for caller: AccessToken) async throws -> String? {
        try await entry(named: name, of: caller.tenant).flatMap { refusal(of: $0, for: caller) }
    }

    private func entry(named name: String, of tenant: TenantID) async throws -> PlaybookTool? {
        let entry = try await listing(of: tenant).byName[name]
        // A dictionary would also find it under a canonically equivalent name.
        return entry.flatMap { $0.tool.name.utf8.elementsEqual(name.utf8) ? $0 : nil }
    }

    /// What may not be seen is not there; who may not run it is told so by the tool.
    private func refusal(of entry: PlaybookTool, for caller: AccessToken) -> String? {
        let decision = AccessPolicy.decision(caller, .see(entry.playbook, of: caller.tenant))
        return decision.obstacle == .playbook ? decision.rule : nil
    }

    private func listing(of tenant: TenantID) async throws -> Listing {
        var filter = PlaybookFilter(tenant: tenant)
        filter.onlyAvailable = false
        let entries = try await features.catalog.playbooks(filter)
        // What is compared is what the tools are made of: a number could stand for a state that was read a moment later.
        if let listing = known.withLock({ $0.value(for: tenant) }), listing.entries == entries { return listing }
        let listing = made(of: entries)
        known.withLock { $0.insert(listing, for: tenant, cost: 1 + entries.count) }
        return listing
    }

    private func made(of entries: [CatalogEntry]) -> Listing {
        var listing = Listing(entries: entries)
        let present = entries.filter { $0.goneSince == nil }.prefix(Self.maximumTools)
        let names = PlaybookToolNames.names(of: present.map(\.playbook))
        for entry in present {
            guard let name = names[entry.playbook.id] else { continue }
            let tool = PlaybookTool(
                playbook: entry.playbook, tool: features.tool(for: entry.playbook, named: name))
            listing.byName[name] = tool
            if entry.isAvailable { listing.listed.append(tool) }
        }
        return listing
    }
}
