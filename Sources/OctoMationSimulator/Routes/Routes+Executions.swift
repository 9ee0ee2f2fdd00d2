//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Routes {
    func execute(_ call: Call) -> Envelope {
        guard let eventID = call.body?["eventId"]?.integerValue else {
            return .failure(200_004, "BAD_REQUEST [eventId]")
        }
        guard let id = call.playbook else { return .failure(200_004, "BAD_REQUEST [executorInstanceId]") }
        // Actions and commands can be started on the real platform; nothing here does so.
        guard call.body?["executorInstanceType"] == "PLAYBOOK" else {
            return .failure(200_004, "BAD_REQUEST [executorInstanceType]")
        }
        guard let playbook = playbooks[id], playbook.isPublished else {
            return .failure(503_400, "PLAYBOOK_NOT_EXISTS: 剧本不存在 [\(id)]")
        }
        let checked = ParameterCheck.values(call.body?["params"], for: playbook.playbook.parameters ?? [])
        if let refusal = checked.refusal { return refusal }
        guard let activity = executions.start(playbook, eventID: eventID, parameters: checked.values) else {
            return .failure(500, "服务器内部错误")
        }
        return .success(.string(activity.description))
    }

    func status(_ call: Call) -> Envelope {
        answer(call.pathID) { $0.statusJSON(call.times) }
    }

    func result(_ call: Call) -> Envelope {
        answer(call.query["activityId"]) {
            $0.resultJSON(call.times, keepsDataInFile: call.keepsDataInFile)
        }
    }

    func nodeResults(_ call: Call) -> Envelope {
        answer(call.pathID) { $0.flatNodesJSON(call.times) }
    }

    private func answer(_ id: String?, _ json: (ExecutionSnapshot) -> JSONValue) -> Envelope {
        guard let snapshot = id.flatMap({ ActivityID($0) }).flatMap(executions.snapshot(of:)) else {
            return .failure(406, "记录不存在")
        }
        return .success(json(snapshot))
    }
}
