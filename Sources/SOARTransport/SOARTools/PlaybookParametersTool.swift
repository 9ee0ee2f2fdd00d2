//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SOARFeatures {
    /// `query_playbook_execution_params`: what a playbook takes.
    var playbookParametersTool: Tool {
        Tool(
            "query_playbook_execution_params",
            title: "Query a playbook's parameters · 查询剧本参数",
            description: """
                Tells which parameters a playbook takes: name, description, type, whether it is required. Call it \
                before execute_playbook. 查询剧本的参数（名称、说明、类型、是否必填），执行前请先调用。
                """,
            inputSchema: [
                "type": "object",
                "properties": ["playbook_id": Self.playbookIDSchema],
                "required": ["playbook_id"],
                "additionalProperties": false,
            ],
            outputSchema: [
                "type": "object",
                "properties": [
                    "playbookId": ["type": "integer"],
                    "playbookName": ["type": "string"],
                    "playbookDisplayName": ["type": "string"],
                    "requiredParams": [
                        "type": "array",
                        "items": [
                            "type": "object",
                            "properties": [
                                "paramName": ["type": "string"], "paramDesc": ["type": "string"],
                                "paramType": ["type": "string"], "required": ["type": "boolean"],
                                "defaultValue": ["type": "string"],
                                "options": ["type": "array", "items": ["type": "string"]],
                            ],
                            "required": ["paramName", "paramDesc", "paramType", "required"],
                        ],
                    ],
                ],
                "required": ["playbookId", "playbookName", "playbookDisplayName", "requiredParams"],
            ],
            annotations: .readOnly,
            requirement: Requirement(.playbooksRead),
            auditResource: { "soar://playbooks/\(Self.auditID($0["playbook_id"]))" }
        ) { arguments, context in
            let id = PlaybookID(rawValue: try arguments.identifier("playbook_id"))
            let playbook = try await availablePlaybook(id, for: context)
            return .structured(Self.described(playbook, try await parameters(of: playbook, context.caller)))
        }
        .permitting { arguments, context in
            try await denial(toSee: PlaybookID(rawValue: try arguments.identifier("playbook_id")), context.caller)
        }
    }

    /// Takes the decimal digits as well: clients that read numbers as floating point would hit another playbook.
    static var playbookIDSchema: JSONValue {
        [
            "type": ["integer", "string"],
            "description": "The playbook's id, as an integer or its decimal digits. 剧本编号，整数或数字字符串。",
        ]
    }

    /// An id as it was sent, for the audit log.
    static func auditID(_ value: JSONValue?) -> String {
        value?.stringValue ?? value?.text() ?? "?"
    }

    static func described(_ playbook: Playbook, _ parameters: [PlaybookParameter]) -> JSONValue {
        [
            "playbookId": .integer(playbook.id.rawValue),
            "playbookName": .string(playbook.name),
            "playbookDisplayName": .string(playbook.displayName),
            "requiredParams": .array(parameters.map(described)),
        ]
    }

    private static func described(_ parameter: PlaybookParameter) -> JSONValue {
        var members: JSONObject = [
            "paramName": .string(parameter.name), "paramDesc": .string(parameter.summary),
            "paramType": .string(parameter.type), "required": .bool(parameter.isRequired),
        ]
        members["defaultValue"] = parameter.defaultValue.map(JSONValue.string)
        if !parameter.isPassword, !parameter.options.isEmpty { members["options"] = JSONValue(parameter.options) }
        return .object(members)
    }
}
