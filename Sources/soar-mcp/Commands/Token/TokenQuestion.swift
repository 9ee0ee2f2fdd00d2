//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// What `token can` is asked.
struct TokenQuestion {
    /// Nil for whether the token may call at all.
    let question: AccessQuestion?
    /// Why there is no such thing for anybody; nil where there is.
    var absence: Message?

    private static let actions = "call, see PLAYBOOK, run PLAYBOOK, follow ACTIVITY, or a scope (\(Arguments.scopes))"

    /// Reads the question.
    ///
    /// - Throws: ``CommandError`` for an action, a playbook or parameters that there are not.
    init(
        _ action: String, _ resource: String?, _ parameters: String?, of tenant: TenantID, in store: some SOARStore
    ) async throws {
        switch action {
        case "call": question = nil
        case "see":
            let entry = try await Self.entry(resource, tenant, in: store)
            question = .see(entry.playbook, of: tenant)
            absence = entry.absence
        case "run":
            let values = try parameters.map(Self.object) ?? [:]
            let entry = try await Self.entry(resource, tenant, in: store)
            question = .run(entry.playbook, of: tenant, values: values)
            absence = entry.absence
        case "follow":
            guard let id = resource.flatMap(ActivityID.init) else {
                throw CommandError(Message("Say which execution: its activity id.", "请指定执行活动编号。"))
            }
            // As in a call: two platforms may have given the same id, and the token's own comes first.
            var found = try await store.execution(id, tenant: tenant)
            if found == nil { found = try await store.execution(id) }
            guard let execution = found else {
                question = .followUnknown
                return
            }
            let entry = try await store.playbook(execution.playbookID, tenant: execution.tenant)
            question = .follow(execution, of: entry?.playbook)
        default:
            guard let scope = Scope.all.first(where: { $0.rawValue == action }) else {
                throw CommandError(
                    Message("Unknown action. There are: \(Self.actions).", "未知操作。可用：\(Self.actions)。"))
            }
            question = .use(Requirement(scope))
        }
    }

    private static func entry(
        _ reference: String?, _ tenant: TenantID, in store: some PlaybookCatalog
    ) async throws -> CatalogEntry {
        guard let reference else {
            throw CommandError(Message("Say which playbook: its number or its name.", "请指定剧本编号或名称。"))
        }
        if let id = PlaybookID(reference), let entry = try await store.playbook(id, tenant: tenant) { return entry }
        var all = PlaybookFilter(tenant: tenant)
        all.onlyAvailable = false
        let named = try await store.playbooks(all)
            .filter { $0.playbook.name == reference || $0.playbook.displayName == reference }
        if let entry = named.first, named.count == 1 { return entry }
        let shown = SettingsError.shown(reference)
        throw CommandError(
            named.isEmpty
                ? Message("There is no playbook \(shown).", "没有剧本 \(shown)。")
                : Message("Several playbooks are called \(shown); say the number.", "多个剧本名为 \(shown)，请指定编号。"))
    }

    private static func object(_ text: String) throws -> JSONObject {
        guard case .object(let values)? = try? JSONParser.parse(text) else {
            throw CommandError(
                Message(
                    "--parameters takes a JSON object, such as '{\"ip\": \"192.0.2.1\"}'.", "--parameters 须为 JSON 对象。"))
        }
        return values
    }
}

extension CatalogEntry {
    /// Why it does not exist for callers; nil where it does.
    fileprivate var absence: Message? {
        if goneSince != nil { return Message("the playbook is gone from the platform", "平台上已无该剧本") }
        return isEnabled ? nil : Message("the playbook is switched off", "该剧本已停用")
    }
}
