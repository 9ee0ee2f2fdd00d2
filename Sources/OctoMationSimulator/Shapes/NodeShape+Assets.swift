//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension NodeShape {
    /// The `assetResultModels` of a result: one asset, and where the run failed in part a second one that failed.
    func assets(_ times: TimeStyle, keepsDataInFile: Bool) -> [JSONValue] {
        guard kind == .action else { return [] }
        guard status == .failedPartly else {
            return [asset(times, name: action.asset, code: code, keepsDataInFile: keepsDataInFile)]
        }
        return [
            asset(times, name: action.asset, code: 200, keepsDataInFile: keepsDataInFile),
            asset(times, name: action.asset + "-backup", code: 505_501, keepsDataInFile: keepsDataInFile),
        ]
    }

    private func asset(_ times: TimeStyle, name: String, code: Int64, keepsDataInFile: Bool) -> JSONValue {
        let id = action.assetID &+ (name == action.asset ? 0 : 1)
        let details: [JSONValue] = keepsDataInFile ? [] : [detail(times, asset: name, id: id, code: code)]
        return [
            "createTime": times.wallClock(startedAt), "updateTime": times.wallClock(finishedAt),
            "nodeResultId": .integer(execution.row &* 10 &+ 2), "assetId": .integer(id), "assetName": .string(name),
            "code": .integer(code), "msg": .string(Self.message(code)), "displayName": .string(name),
            "detailSize": JSONValue(details.count), "prettyResult": nil, "fileData": .bool(keepsDataInFile),
            "detailModels": .array(details),
        ]
    }

    private func detail(_ times: TimeStyle, asset: String, id: Int64, code: Int64) -> JSONValue {
        let isFailure = code == 505_501
        let target = execution.parameters.first?.value ?? .null
        let data = isFailure ? ["error": "connection refused"] : action.answer.merging(["target": target])
        return [
            "createTime": times.wallClock(startedAt), "updateTime": times.wallClock(finishedAt),
            "nodeResultId": .integer(execution.row &* 10 &+ 2), "assetResultId": .integer(execution.row &* 100 &+ 1),
            "playbookId": .integer(playbook.id.rawValue), "playbookName": .string(playbook.name),
            "nodeId": .integer(nodeID), "nodeName": .string(nodeName), "nodeDisplay": .string(displayName),
            "actionId": .integer(action.id), "actionName": .string(action.name), "assetId": .integer(id),
            "assetName": .string(asset),
            "jsonData": [
                "msg": .string(Self.message(code)), "code": .integer(isFailure ? 500 : 200), "data": .object(data),
                "param": .object(execution.parameters),
            ],
            "extend": nil, "startTime": times.instant(startedAt), "finishTime": times.instant(finishedAt),
        ]
    }

    private static func message(_ code: Int64) -> String {
        code == 505_501 ? "ACTION_RESP_CODE_FAIL" : "SUCCESS"
    }
}
