//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

import struct Foundation.Date

/// One node of a run, with the platform's own spelling of the members.
struct NodeShape: Sendable {
    enum Kind: String { case action = "ACTION", approval = "APPROVE" }

    var execution: SimulatedExecution
    var kind: Kind
    var status: ExecutionStatus
    var code: Int64
    var startedAt: Date
    var finishedAt: Date?

    var playbook: Playbook { execution.playbook.playbook }
    var action: SimulatedAction { execution.playbook.action }
    var nodeID: Int64 { playbook.id.rawValue &+ (kind == .action ? 1 : 2) }
    var nodeName: String { "node_" + SimulatedPlaybook.hexadecimal(nodeID) }
    var displayName: String { kind == .action ? action.displayName : "审批" }

    /// The `nodeResultModel` of a result.
    func model(_ times: TimeStyle) -> JSONObject {
        let isAction = kind == .action
        return [
            "createTime": times.wallClock(startedAt), "updateTime": times.wallClock(finishedAt ?? startedAt),
            "pnodeResultId": 0, "mnodeResultId": 0, "playbookId": .integer(playbook.id.rawValue),
            "playbookName": .string(playbook.name), "nodeId": .integer(nodeID), "nodeName": .string(nodeName),
            "actionId": .integer(isAction ? action.id : 0),
            "actionName": JSONValue(isAction ? "\(action.application).\(action.name)" : nil), "code": .integer(code),
            "startTime": times.instant(startedAt), "finishTime": times.instant(finishedAt),
            "msg": .string(status.rawValue), "displayName": .string(displayName), "nodeType": .string(kind.rawValue),
            "excuteStatus": .string(status.rawValue), "pname": nil, "accasion": nil, "loopType": "NO",
            "levelType": "ROOT",
        ]
    }

    /// An item of the flat list.
    func flat(_ times: TimeStyle) -> JSONObject {
        let common = CommonShape.fields(times, created: startedAt, updated: finishedAt)
        let context: JSONValue = [
            "actionName": .string(action.name), "activieId": .string(execution.activityID.description),
            "appName": .string(action.application), "eventId": .integer(execution.eventID),
            "executeTime": .integer(TimeStyle.milliseconds(startedAt)), "executor": "admin", "logMode": "NORMAL",
            "nodeName": .string(nodeName), "playbookName": .string(playbook.name),
        ]
        let parameters = JSONValue.object(execution.parameters)
        return common.merging(model(times)).merging([
            "id": .integer(execution.row &* 10 &+ (kind == .action ? 2 : 1)),
            "activieId": .string(execution.activityID.description), "param": .string(parameters.text()), "data": nil,
            "extend": nil, "dataType": "STRING", "summary": nil, "tips": nil, "jsonObjParam": parameters,
            "paramIndex": "{}", "contextInfo": .string(context.text()),
            "originExcuteStatus": .string(status.rawValue), "mname": nil,
        ])
    }
}
