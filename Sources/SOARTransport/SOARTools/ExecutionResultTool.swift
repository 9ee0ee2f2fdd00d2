//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SOARFeatures {
    /// `query_playbook_execution_result_by_activity_id`: what a run brought.
    var executionResultTool: Tool {
        Tool(
            Self.resultTool,
            title: "Query an execution's result · 查询执行结果",
            description: """
                Tells what an execution brought, node by node, as the platform reports it. Query the status first: \
                before it is final the result is incomplete. 查询执行结果（逐节点）；状态未结束时结果不完整。
                """,
            inputSchema: Self.activityIDInput,
            outputSchema: [
                "type": "object",
                "properties": [
                    "success": ["type": "boolean"],
                    "activityId": ["type": "string"],
                    "queryTime": ["type": "string", "format": "date-time"],
                    "executionResult": ["type": "object"],
                ],
                "required": ["success", "activityId", "queryTime", "executionResult"],
            ],
            annotations: .readOnly,
            requirement: Requirement(.executionsRead),
            auditResource: { "soar://executions/\(Self.auditID($0["activity_id"]))/result" }
        ) { arguments, context in
            let id = try await activity(arguments, context)
            do throws(PlatformError) {
                return .structured([
                    "success": true, "activityId": .string(id.description), "queryTime": .string(timestamp),
                    "executionResult": try await platforms.platform(for: context.caller.tenant).result(of: id),
                ])
            } catch {
                if error.code == .notFound { throw unknownActivity(id) }
                throw failure(error, "The result can't be told · 查询执行结果失败", ["activityId": .string(id.description)])
            }
        }
        .explaining(blankActivity)
        .permitting { arguments, context in try await denial(toFollow: arguments, context.caller) }
    }
}
