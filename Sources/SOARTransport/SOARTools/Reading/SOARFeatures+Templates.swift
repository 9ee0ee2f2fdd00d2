//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SOARFeatures {
    static let playbooksURI = "soar://playbooks"
    static let executionsURI = "soar://executions"

    /// `soar://playbooks/{id}`: one playbook with its parameters.
    func playbookTemplate() throws(MCPRegistrationError) -> ResourceTemplate {
        try ResourceTemplate(
            Self.playbooksURI + "/{id}", name: "get_playbook_resource", title: "Playbook · 剧本",
            description: "A playbook that can be run, with its parameters. 可运行的剧本及其参数。",
            requirement: Requirement(.playbooksRead), completions: ["id": playbookIDCompletion]
        ) { values, context in
            guard let id = values["id"].flatMap(PlaybookID.init),
                let playbook = try await visiblePlaybook(id, context.caller)
            else { return nil }
            return .text(try await document(playbook, context.caller).text(pretty: true))
        }
        .visible { values, caller in
            guard let id = values["id"].flatMap(PlaybookID.init) else { return false }
            return try await visiblePlaybook(id, caller) != nil
        }
        .refusing { values, caller in
            guard let id = values["id"].flatMap(PlaybookID.init) else { return nil }
            return try await refusal(toSee: id, caller)
        }
    }

    /// `soar://executions/{activity_id}`: where one execution stands, and what it brought.
    func executionTemplate() throws(MCPRegistrationError) -> ResourceTemplate {
        try ResourceTemplate(
            Self.executionsURI + "/{activity_id}", name: "get_execution_resource", title: "Execution · 执行活动",
            description: "Where an execution stands, and its result once it has ended. 执行状态，结束后含执行结果。",
            requirement: Requirement(.executionsRead), completions: ["activity_id": activityIDCompletion]
        ) { values, context in
            guard let id = values["activity_id"].flatMap(ActivityID.init), try await isOpen(id, to: context.caller)
            else { return nil }
            return try await document(id, context.caller).map { .text($0.text(pretty: true)) }
        }
        .visible { values, caller in
            guard let id = values["activity_id"].flatMap(ActivityID.init) else { return false }
            return try await isOpen(id, to: caller)
        }
        .refusing { values, caller in
            guard let id = values["activity_id"].flatMap(ActivityID.init) else { return nil }
            return try await refusal(toFollow: id, caller)
        }
    }

    /// All that is known of a playbook.
    func document(_ playbook: Playbook, _ caller: AccessToken) async throws -> JSONValue {
        let parameters = try await parameters(of: playbook, caller)
        let about: JSONObject = [
            "category": .string(playbook.category), "description": .string(playbook.summary),
            "labels": JSONValue(playbook.labels),
        ]
        return .object(about.merging(Self.described(playbook, parameters).objectValue ?? [:]))
    }

    /// Status and, where it is final, result of an execution; nil where the platform has none of that id.
    func document(_ id: ActivityID, _ caller: AccessToken) async throws(ToolFailure) -> JSONValue? {
        do throws(PlatformError) {
            let platform = try await platforms.platform(for: caller.tenant)
            let activity = try await platform.status(of: id)
            guard var members = described(activity).objectValue else { return nil }
            if activity.status.isFinal { members["executionResult"] = try await platform.result(of: id) }
            return .object(members)
        } catch {
            if error.code == .notFound { return nil }
            throw failure(error, "The execution can't be told · 查询执行活动失败", ["activityId": .string(id.description)])
        }
    }
}
