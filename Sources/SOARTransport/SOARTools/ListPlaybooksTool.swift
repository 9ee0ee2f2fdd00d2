//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SOARFeatures {
    /// `list_playbooks_quick`: which playbooks there are.
    var listPlaybooksTool: Tool {
        Tool(
            "list_playbooks_quick",
            title: "List playbooks · 列出剧本",
            description: """
                Lists the playbooks that can be run, with id, internal name and display name. Use the id with the \
                other tools. 列出可运行的剧本（编号、内部名称、显示名称），编号用于其他工具。
                """,
            inputSchema: [
                "type": "object",
                "properties": [
                    "category": [
                        "type": ["string", "null"], "default": nil,
                        "description": "Only playbooks of exactly this category. 仅列出该分类的剧本。",
                    ],
                    "limit": [
                        "type": "integer", "minimum": 1, "maximum": .integer(Self.limits.upperBound), "default": 100,
                        "description": "How many at most. 最多返回多少条。",
                    ],
                ],
                "additionalProperties": false,
            ],
            outputSchema: [
                "type": "object",
                "properties": [
                    "total": ["type": "integer"],
                    "playbooks": [
                        "type": "array",
                        "items": [
                            "type": "object",
                            "properties": [
                                "id": ["type": "integer"], "name": ["type": "string"],
                                "displayName": ["type": "string"],
                            ],
                            "required": ["id", "name", "displayName"],
                        ],
                    ],
                ],
                "required": ["total", "playbooks"],
            ],
            annotations: .readOnly,
            requirement: Requirement(.playbooksRead),
            auditResource: { _ in "soar://playbooks" }
        ) { arguments, context in
            let filter = try filter(arguments, context)
            return listing(filter, try await visiblePlaybooks(filter, context.caller))
        }
        .answeringAtHand { arguments, context in
            let filter = try filter(arguments, context)
            return visiblePlaybooksAtHand(filter, context.caller).map { listing(filter, $0) }
        }
    }

    private static var limits: ClosedRange<Int64> { 1...1000 }

    private func filter(_ arguments: ToolArguments, _ context: CallContext) throws(ToolFailure) -> PlaybookFilter {
        var filter = PlaybookFilter(tenant: context.caller.tenant)
        filter.category = try arguments.string("category")
        filter.limit = Int(try arguments.integer("limit", in: Self.limits) ?? 100)
        return filter
    }

    private func listing(_ filter: PlaybookFilter, _ entries: [CatalogEntry]) -> ToolResult {
        listings.result(of: filter, entries) {
            let playbooks = entries.map { entry -> JSONValue in
                [
                    "id": .integer(entry.playbook.id.rawValue), "name": .string(entry.playbook.name),
                    "displayName": .string(entry.playbook.displayName),
                ]
            }
            return ToolResult.structured(["total": JSONValue(playbooks.count), "playbooks": .array(playbooks)])
                .keepingJSON()
        }
    }
}
