//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

extension SOARFeatures {
    /// `execute_playbook`: starts a run.
    var executePlaybookTool: Tool {
        Tool(
            "execute_playbook",
            title: "Execute a playbook · 执行剧本",
            description: """
                Starts a playbook and answers its activity_id at once; the run goes on at the platform. It acts on \
                the real world and can't be undone from here: ask the user first. \
                启动剧本并立即返回 activity_id，剧本在平台上继续运行。会影响真实环境且无法在此撤销，请先征得用户同意。
                """,
            inputSchema: [
                "type": "object",
                "properties": [
                    "playbook_id": Self.playbookIDSchema,
                    "parameters": [
                        "type": ["object", "null"], "default": nil,
                        "description":
                            "Values by parameter name, as query_playbook_execution_params tells them. 参数名到参数值的映射。",
                    ],
                    "event_id": [
                        "type": "integer", "default": 0, "minimum": 0,
                        "description": "The event (war room) that it runs in; 0 is the global one. 事件编号，0 为全局作战室。",
                    ],
                ],
                "required": ["playbook_id"],
                "additionalProperties": false,
            ],
            outputSchema: [
                "type": "object",
                "properties": ["success": ["type": "boolean"], "activity_id": ["type": "string"]],
                "required": ["success", "activity_id"],
            ],
            requirement: Requirement(.playbooksExecute),
            auditResource: { "soar://playbooks/\(Self.auditID($0["playbook_id"]))/execute" },
            auditParameters: { arguments, context in await withoutPasswords(arguments, context) }
        ) { arguments, context in
            try await execute(arguments, context)
        }
    }

    /// The arguments without the values that the playbook declares to be passwords; without any value where it can't be
    /// asked which those are.
    private func withoutPasswords(_ arguments: JSONObject, _ context: CallContext) async -> JSONObject {
        guard let values = arguments["parameters"]?.objectValue, !values.isEmpty else { return arguments }
        let id = try? ToolArguments(arguments).identifier("playbook_id")
        let entry =
            if let id { try? await catalog.playbook(PlaybookID(rawValue: id), tenant: context.caller.tenant) } else {
                nil as CatalogEntry?
            }
        let open = entry?.playbook.parameters?.filter { $0.type.uppercased() != "PASSWORD" }.map(\.name) ?? []
        var redacted = JSONObject()
        for (name, value) in values {
            redacted[name] = open.contains(name) ? value : .string(TokenScrubber.replacement)
        }
        var shown = arguments
        shown["parameters"] = .object(redacted)
        return shown
    }

    private func execute(_ arguments: ToolArguments, _ context: CallContext) async throws -> ToolResult {
        try arguments.allow(only: ["playbook_id", "parameters", "event_id"])
        let id = PlaybookID(rawValue: try arguments.identifier("playbook_id"))
        let values = try arguments.object("parameters")
        let eventID = try arguments.integer("event_id", in: 0...Int64.max) ?? 0
        let playbook = try await availablePlaybook(id, for: context)
        try ParameterCheck(try await parameters(of: playbook)).check(values)

        let activity: ActivityID
        do throws(PlatformError) {
            activity = try await platform.execute(ExecutionRequest(playbook: id, eventID: eventID, parameters: values))
        } catch {
            throw failure(error, "The playbook was not started · 执行剧本失败", ["playbookId": .integer(id.rawValue)])
        }
        await remember(activity, id, eventID, context)
        return .structured(["success": true, "activity_id": .string(activity.description)])
    }

    /// The run has begun and the audit log will say so; a list that misses it is no reason to call it a failure.
    private func remember(_ activity: ActivityID, _ id: PlaybookID, _ eventID: Int64, _ context: CallContext) async {
        let execution = Execution(
            activityID: activity, tenant: context.caller.tenant, playbookID: id, eventID: eventID,
            tokenID: context.caller.tokenID, startedBy: context.caller.name, startedAt: now()
        )
        do {
            try await executions.insertExecution(execution)
        } catch {
            context.logger.error(
                "An execution could not be stored", metadata: ["activity": "\(activity)", "error": "\(error)"]
            )
        }
    }
}
