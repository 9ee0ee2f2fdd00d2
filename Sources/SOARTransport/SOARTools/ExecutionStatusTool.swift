//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SOARFeatures {
    /// `query_playbook_execution_status_by_activity_id`: where a run stands.
    var executionStatusTool: Tool {
        Tool(
            Self.statusTool,
            title: "Query an execution's status · 查询执行状态",
            description: """
                Tells where an execution stands. Query again while isFinal is false, then query its result. \
                查询执行状态；isFinal 为 false 时请稍后再查，为 true 时查询结果。
                """,
            inputSchema: Self.activityIDInput,
            outputSchema: [
                "type": "object",
                "properties": [
                    "success": ["type": "boolean"],
                    "activityId": ["type": "string"],
                    "status": ["type": "string"],
                    "isFinal": ["type": "boolean"],
                    "message": ["type": "string"],
                    "queryTime": ["type": "string", "format": "date-time"],
                    "details": ["type": "object"],
                ],
                "required": ["success", "activityId", "status", "isFinal", "message", "queryTime", "details"],
            ],
            annotations: .readOnly,
            requirement: Requirement(.executionsRead),
            auditResource: { "soar://executions/\(Self.auditID($0["activity_id"]))/status" }
        ) { arguments, context in
            let id = try await activity(arguments, context)
            do throws(PlatformError) {
                return .structured(described(try await status(of: id, context.caller)))
            } catch {
                if error.code == .notFound { throw unknownActivity(id) }
                throw failure(error, "The status can't be told · 查询执行状态失败", ["activityId": .string(id.description)])
            }
        }
        .explaining(blankActivity)
        .permitting { arguments, context in try await denial(toFollow: arguments, context.caller) }
    }

    static let statusTool = "query_playbook_execution_status_by_activity_id"
    static let resultTool = "query_playbook_execution_result_by_activity_id"

    /// Who leaves the id out gets the same help from ``blankActivity(_:)`` as who leaves it blank.
    static var activityIDInput: JSONValue {
        [
            "type": "object",
            "properties": [
                "activity_id": [
                    "type": "string",
                    "description":
                        "The activity_id of execute_playbook's answer. execute_playbook 返回的 activity_id。",
                ]
            ],
            "required": ["activity_id"],
            "additionalProperties": false,
        ]
    }

    /// Where an execution stands on the platform of the caller's tenant.
    func status(of id: ActivityID, _ caller: AccessToken) async throws(PlatformError) -> ActivityStatus {
        try await platforms.platform(for: caller.tenant).status(of: id)
    }

    func described(_ activity: ActivityStatus) -> JSONValue {
        let details: JSONValue = [
            "executeStatus": .string(activity.status.rawValue),
            "eventId": JSONValue(activity.eventID),
            "executorInstanceId": JSONValue(activity.executorID),
            "executorInstanceName": JSONValue(activity.executorName),
            "createTime": JSONValue(activity.createTime),
            "updateTime": JSONValue(activity.updateTime),
        ]
        return .object(
            (["success": true, "activityId": .string(activity.activityID.description)] as JSONObject)
                .merging(Self.told(activity.status))
                .merging(["queryTime": .string(timestamp), "details": details]))
    }

    /// A status in words, as members of an answer.
    static func told(_ status: ExecutionStatus) -> JSONObject {
        [
            "status": .string(status.rawValue), "isFinal": .bool(status.isFinal),
            "message": .string(message(status.phase)),
        ]
    }

    private static func message(_ phase: ExecutionStatus.Phase) -> String {
        switch phase {
        case .succeeded: "Finished: query \(resultTool) for what it brought. 执行成功，请调用 \(resultTool) 查看结果。"
        case .failed: "Failed, and final: query \(resultTool) for the reason. 执行失败，请调用 \(resultTool) 查看原因。"
        case .ended: "Ended: query \(resultTool) for what it brought. 执行已结束，请调用 \(resultTool) 查看结果。"
        case .waitingForPerson: "Waits for a person at the platform; query again later. 等待人工处理，请稍后再查。"
        case .inProgress: "Still running; query again in a few seconds. 执行中，请稍后再查。"
        }
    }
}
