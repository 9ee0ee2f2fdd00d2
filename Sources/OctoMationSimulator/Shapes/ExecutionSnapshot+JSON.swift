//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension ExecutionSnapshot {
    /// The answer to the question where the run stands.
    func statusJSON(_ times: TimeStyle) -> JSONValue {
        let common = CommonShape.fields(times, created: execution.startedAt, updated: since)
        return .object(
            common.merging([
                "id": .integer(execution.row), "activityId": .string(execution.activityID.description),
                "eventId": .integer(execution.eventID),
                "executorInstanceId": .integer(execution.playbook.playbook.id.rawValue),
                "executorInstanceName": .string(execution.playbook.playbook.name),
                "executorInstanceType": "PLAYBOOK", "executeStatus": .string(status.rawValue), "execMode": nil,
                "postStatus": nil, "postCode": nil, "postMsg": nil,
            ]))
    }

    /// The answer to the question what the run brought.
    func resultJSON(_ times: TimeStyle, keepsDataInFile: Bool) -> JSONValue {
        let playbook = execution.playbook.playbook
        let activity: JSONValue = [
            "createTime": times.wallClock(execution.startedAt), "updateTime": times.wallClock(since),
            "eventId": .integer(execution.eventID), "executorInstanceId": .integer(playbook.id.rawValue),
            "executorActionParams": .string(JSONValue.object(execution.parameters).text()),
            "executeStatus": .string(status.rawValue), "execModel": "NORMAL",
            "displayName": .string(playbook.displayName), "code": .integer(code), "msg": .string(message),
            "messageId": .string(execution.activityID.description), "startTime": times.instant(execution.startedAt),
            "finishTime": times.instant(finishedAt),
        ]
        let nodes = nodes.map { node in
            JSONValue.object([
                "nodeResultModel": .object(node.model(times)),
                "assetResultModels": .array(node.assets(times, keepsDataInFile: keepsDataInFile)),
            ])
        }
        return ["activity": activity, "nodeResults": .array(nodes)]
    }

    /// The nodes without their assets, in one flat list.
    func flatNodesJSON(_ times: TimeStyle) -> JSONValue {
        .array(nodes.map { .object($0.flat(times)) })
    }

    private var message: String {
        if isRejected { return "APPROVE_REJECT_BY_USER" }
        return status == .failed ? "ACTION_RESP_CODE_FAIL" : status.rawValue
    }

    /// The nodes that have begun: an approval where one is asked for, and the action once it has an outcome.
    private var nodes: [NodeShape] {
        var nodes: [NodeShape] = []
        if let asked = approvalAskedAt {
            let decided: ExecutionStatus =
                isRejected ? .failed : status == .waitingForApproval ? .waitingForApproval : .approved
            nodes.append(
                NodeShape(
                    execution: execution, kind: .approval, status: decided,
                    code: isRejected ? 501 : decided.platformCode, startedAt: asked,
                    finishedAt: decided == .waitingForApproval ? nil : since))
        }
        let hasActed = status.isFinal && !isRejected
        if hasActed {
            nodes.append(
                NodeShape(
                    execution: execution, kind: .action, status: status, code: code,
                    startedAt: approvalAskedAt == nil ? execution.startedAt : since, finishedAt: since))
        }
        return nodes
    }
}
