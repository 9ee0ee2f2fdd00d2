//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// Reads what `token can` is asked.
enum TokenQuestion {
    private static let actions = "call, see PLAYBOOK, run PLAYBOOK, follow ACTIVITY, or a scope (\(Arguments.scopes))"

    /// The question; nil for whether the token may call at all.
    ///
    /// - Throws: ``CommandError`` for an action, a playbook or parameters that there are not.
    static func question(
        _ action: String, _ resource: String?, _ parameters: String?, of tenant: TenantID, in store: some SOARStore
    ) async throws -> AccessQuestion? {
        switch action {
        case "call": return nil
        case "see": return .see(try await playbook(resource, tenant, in: store), of: tenant)
        case "run":
            let values = try parameters.map(object)
            return .run(try await playbook(resource, tenant, in: store), of: tenant, values: values)
        case "follow":
            guard let id = resource.flatMap(ActivityID.init) else {
                throw CommandError(Message("Say which execution: its activity id.", "请指定执行活动编号。"))
            }
            // As in a call: two platforms may have given the same id, and the token's own comes first.
            var found = try await store.execution(id, tenant: tenant)
            if found == nil { found = try await store.execution(id) }
            guard let execution = found else { return .followUnknown }
            let entry = try await store.playbook(execution.playbookID, tenant: execution.tenant)
            return .follow(execution, of: entry?.playbook)
        default:
            guard let scope = Scope.all.first(where: { $0.rawValue == action }) else {
                throw CommandError(
                    Message("Unknown action. There are: \(actions).", "未知操作。可用：\(actions)。"))
            }
            return .use(Requirement(scope))
        }
    }

    private static func playbook(
        _ reference: String?, _ tenant: TenantID, in store: some PlaybookCatalog
    ) async throws -> Playbook {
        guard let reference else {
            throw CommandError(Message("Say which playbook: its number or its name.", "请指定剧本编号或名称。"))
        }
        if let id = PlaybookID(reference), let entry = try await store.playbook(id, tenant: tenant) {
            return entry.playbook
        }
        var all = PlaybookFilter(tenant: tenant)
        all.onlyAvailable = false
        let named = try await store.playbooks(all).map(\.playbook)
            .filter { $0.name == reference || $0.displayName == reference }
        if let playbook = named.first, named.count == 1 { return playbook }
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
