//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SOARFeatures {
    /// `execute_playbook`: starts a run.
    var executePlaybookTool: Tool {
        Tool(
            "execute_playbook",
            title: "Execute a playbook · 执行剧本",
            description: """
                Starts a playbook and answers its activity_id, at once or, with wait_seconds, when it has ended. It \
                acts on the real world and can't be undone from here: ask the user first. \
                启动剧本并返回 activity_id；可用 wait_seconds 等待结束。会影响真实环境且无法在此撤销，请先征得用户同意。
                """,
            inputSchema: [
                "type": "object",
                "properties": [
                    "playbook_id": Self.playbookIDSchema,
                    "parameters": Self.parametersSchema,
                    "event_id": PlaybookRun.eventSchema,
                    "wait_seconds": PlaybookRun.waitSchema,
                ],
                "required": ["playbook_id"],
                "additionalProperties": false,
            ],
            outputSchema: PlaybookRun.outputSchema,
            requirement: Requirement(.playbooksExecute),
            auditResource: { "soar://playbooks/\(Self.auditID($0["playbook_id"]))/execute" },
            auditParameters: { arguments, context in await withoutPasswords(arguments, context) }
        ) { arguments, context in
            let id = PlaybookID(rawValue: try arguments.identifier("playbook_id"))
            let run = try PlaybookRun(
                try await availablePlaybook(id, for: context), try arguments.object("parameters"), arguments)
            return try await start(run, context)
        }
        .permitting { arguments, context in
            let id = PlaybookID(rawValue: try arguments.identifier("playbook_id"))
            let values = try arguments.object("parameters")
            // What can't be seen is not asked for; the call itself says that there is no such playbook.
            guard let playbook = try await visiblePlaybook(id, context.caller) else {
                return try await denial(toRun: id, with: values, context.caller)
            }
            return try await denial(toStart: try PlaybookRun(playbook, values, arguments), context.caller)
        }
    }

    /// Any of them may be a password, so none is repeated in a refusal.
    static var parametersSchema: JSONValue {
        [
            "type": ["object", "null"], "default": nil, "writeOnly": true,
            "description":
                "Values by parameter name, as query_playbook_execution_params tells them. 参数名到参数值的映射。",
        ]
    }

    /// The arguments without the values that the playbook declares to be passwords; without any value where it can't be
    /// asked which those are.
    private func withoutPasswords(_ arguments: JSONObject, _ context: CallContext) async -> JSONObject {
        let id = try? ToolArguments(arguments).identifier("playbook_id")
        var playbook: Playbook?
        if let id {
            let entry = try? await catalog.playbook(PlaybookID(rawValue: id), tenant: context.caller.tenant)
            playbook = entry?.playbook
        }
        return Self.audited(arguments, plain: ["playbook_id"], playbook?.parameters ?? [])
    }

    /// What of the arguments of a tool that starts playbooks may stand in the audit log.
    ///
    /// - Parameters:
    ///   - arguments: As they came, right or wrong.
    ///   - plain: Arguments that are no secret.
    ///   - known: The parameters inside `parameters`; values of others are taken out.
    /// - Returns: The arguments, with a mark where a value was taken out.
    static func audited(
        _ arguments: JSONObject, plain: Set<String>, _ known: [PlaybookParameter]
    ) -> JSONObject {
        var shown = arguments.showingScalars(plain.union([PlaybookRun.eventArgument, PlaybookRun.waitArgument]))
        switch arguments["parameters"] {
        case .object(let values): shown["parameters"] = .object(values.showing(known.openNames))
        case .null: shown["parameters"] = .null
        default: break
        }
        return shown
    }
}

extension [PlaybookParameter] {
    /// The names of those whose values may be shown.
    var openNames: Set<String> {
        // Of two of the same name the secret one counts.
        Set(map(\.name)).subtracting(filter(\.isPassword).map(\.name))
    }
}
