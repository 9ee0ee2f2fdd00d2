//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// The one place where the tools ask ``SOARAuth/AccessPolicy``.
extension SOARFeatures {
    /// The playbooks that the caller may see, as many as the filter says.
    func visiblePlaybooks(_ filter: PlaybookFilter, _ caller: AccessToken) async throws -> [CatalogEntry] {
        guard !caller.restrictions.layers.isEmpty else { return try await catalog.playbooks(filter) }
        var all = filter
        all.limit = nil
        return Self.visible(try await catalog.playbooks(all), filter, caller)
    }

    /// The same, where the catalogue has them at hand.
    func visiblePlaybooksAtHand(_ filter: PlaybookFilter, _ caller: AccessToken) -> [CatalogEntry]? {
        guard !caller.restrictions.layers.isEmpty else { return catalog.playbooksAtHand(filter) }
        var all = filter
        all.limit = nil
        return catalog.playbooksAtHand(all).map { Self.visible($0, filter, caller) }
    }

    private static func visible(
        _ all: [CatalogEntry], _ filter: PlaybookFilter, _ caller: AccessToken
    ) -> [CatalogEntry] {
        let permitted = all.lazy.filter { AccessPolicy.permits(caller, .see($0.playbook, of: filter.tenant)) }
        let visible = Array(permitted.prefix(max(0, filter.limit ?? .max)))
        // Where all are, the very list that the catalogue keeps: it need not be compared with what was answered before.
        return visible.count == all.count ? all : visible
    }

    /// The playbook, where it can be run at all and the caller may see it.
    func visiblePlaybook(_ id: PlaybookID, _ caller: AccessToken) async throws -> Playbook? {
        guard let entry = try await catalog.playbook(id, tenant: caller.tenant), entry.isAvailable,
            AccessPolicy.permits(caller, .see(entry.playbook, of: caller.tenant))
        else { return nil }
        return entry.playbook
    }

    /// The newest executions that the caller may follow.
    func visibleExecutions(limit: Int, _ caller: AccessToken) async throws -> [Execution] {
        let layers = caller.restrictions.layers
        let all: [Execution]
        if let family = caller.tokenFamily, layers.contains(where: \.restrictions.followsOwnExecutionsOnly) {
            // Else those of busier callers would leave it none.
            all = try await executions.executions(tenant: caller.tenant, of: family, limit: limit)
        } else {
            all = try await executions.executions(tenant: caller.tenant, limit: limit)
        }
        guard !layers.isEmpty else { return all }
        var visible: [Execution] = []
        for execution in all where try await mayFollow(execution, caller).isAllowed { visible.append(execution) }
        return visible
    }

    /// Whether the caller may ask for the activity.
    ///
    /// What another tenant started does not exist. What nobody started here (in the platform's own console, say) is
    /// open to the default tenant, whose platform it is.
    func isOpen(_ id: ActivityID, to caller: AccessToken) async throws -> Bool {
        try await decision(on: id, caller).isAllowed
    }

    private func decision(on id: ActivityID, _ caller: AccessToken) async throws -> AccessDecision {
        // Two platforms may have given the same id: the caller's own comes first.
        if let own = try await executions.execution(id, tenant: caller.tenant) {
            return try await mayFollow(own, caller)
        }
        guard let foreign = try await executions.execution(id) else {
            return AccessPolicy.decision(caller, .followUnknown)
        }
        return try await mayFollow(foreign, caller)
    }

    private func mayFollow(_ execution: Execution, _ caller: AccessToken) async throws -> AccessDecision {
        guard execution.tenant == caller.tenant, !caller.restrictions.layers.isEmpty else {
            return AccessPolicy.decision(caller, .follow(execution, of: nil))
        }
        let entry = try await catalog.playbook(execution.playbookID, tenant: execution.tenant)
        return AccessPolicy.decision(caller, .follow(execution, of: entry?.playbook))
    }

    // MARK: Why a call is refused

    /// Why the caller may not see a playbook; nil where nothing is against it, or there is none.
    func denial(toSee id: PlaybookID, _ caller: AccessToken) async throws -> ToolDenial? {
        guard let entry = try await catalog.playbook(id, tenant: caller.tenant), entry.isAvailable else { return nil }
        let decision = AccessPolicy.decision(caller, .see(entry.playbook, of: caller.tenant))
        // As if it were not there.
        return decision.isAllowed ? nil : ToolDenial(unknownPlaybook(id), rule: decision.rule)
    }

    /// The rule that is against seeing a playbook, whether it can be run now or not; nil where there is none.
    func refusal(toSee id: PlaybookID, _ caller: AccessToken) async throws -> String? {
        guard let entry = try await catalog.playbook(id, tenant: caller.tenant) else { return nil }
        let decision = AccessPolicy.decision(caller, .see(entry.playbook, of: caller.tenant))
        return decision.isAllowed ? nil : decision.rule
    }

    /// Why the caller may not run a playbook with these values; nil where nothing is against it, or there is none.
    func denial(toRun id: PlaybookID, with values: JSONObject, _ caller: AccessToken) async throws -> ToolDenial? {
        guard !caller.restrictions.layers.isEmpty else { return nil }
        if let hidden = try await denial(toSee: id, caller) { return hidden }
        guard var playbook = try await visiblePlaybook(id, caller) else { return nil }
        playbook.parameters = try await parameters(of: playbook, caller)
        let decision = AccessPolicy.decision(caller, .run(playbook, of: caller.tenant, values: values))
        guard !decision.isAllowed else { return nil }
        let what =
            decision.obstacle == .parameter
            ? "This token may not run the playbook \(id) with these values: \(decision.rule). 参数值不在该令牌允许的范围内。"
            : "This token may not run the playbook \(id). 该令牌无权执行此剧本。"
        let members: JSONObject = ["playbookId": .integer(id.rawValue), "denied": true]
        return ToolDenial(failure(what, members), rule: decision.rule)
    }

    /// Why the caller may not follow an execution; nil where nothing is against it, or the id is none.
    func denial(toFollow arguments: ToolArguments, _ caller: AccessToken) async throws -> ToolDenial? {
        guard let id = ActivityID(try arguments.string("activity_id") ?? "") else { return nil }
        return try await refusal(toFollow: id, caller).map { ToolDenial(unknownActivity(id), rule: $0) }
    }

    /// The rule that is against following an execution; nil where there is none.
    func refusal(toFollow id: ActivityID, _ caller: AccessToken) async throws -> String? {
        let decision = try await decision(on: id, caller)
        return decision.isAllowed ? nil : decision.rule
    }
}
