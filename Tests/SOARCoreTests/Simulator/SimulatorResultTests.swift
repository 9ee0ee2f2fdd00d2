//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import OctoMationSimulator
import SOARCore
import Testing

@Suite struct SimulatorResultTests {
    @Test("a status has the documented members")
    func showsStatus() async throws {
        try await withSimulatorClient { _, client, clock in
            let activity = try await client.start(.blockAddress)
            clock.advance(by: 1.1)
            let status = try await client.result(.get, "/odp/core/v1/api/activity/\(activity)")
            #expect(
                status.names
                    == [
                        "activityId", "createTime", "createdBy", "createdNickName", "deleted", "eventId", "execMode",
                        "executeStatus", "executorInstanceId", "executorInstanceName", "executorInstanceType", "id",
                        "modifiedBy", "modifiedNickName", "postCode", "postMsg", "postStatus", "status", "updateTime",
                    ])
            #expect(status["activityId"] == .string(activity.description))
            #expect(status["executorInstanceId"] == 1_907_203_516_548_373)
            #expect(status["createTime"] == "2021-01-28 10:34:52")
            #expect(status["updateTime"] == "2021-01-28 10:34:53")
        }
    }

    @Test("a result has the documented levels and misspellings")
    func showsResult() async throws {
        try await withSimulatorClient { _, client, clock in
            let activity = try await client.start(.blockAddress)
            clock.advance(by: 2)
            let result = try await client.executionResult(of: activity)
            #expect(result.names == ["activity", "nodeResults"])
            #expect(result["activity"]?["execModel"] == "NORMAL")
            #expect(result["activity"]?["executeStatus"] == "SUCCESS")
            #expect(result["activity"]?["startTime"] == "2021-01-28T02:34:52.000+0000")
            #expect(result["activity"]?["finishTime"] == "2021-01-28T02:34:53.000+0000")
            let node = try #require(result["nodeResults"]?[0])
            #expect(
                node["nodeResultModel"]?.names
                    == [
                        "accasion", "actionId", "actionName", "code", "createTime", "displayName", "excuteStatus",
                        "finishTime", "levelType", "loopType", "mnodeResultId", "msg", "nodeId", "nodeName",
                        "nodeType", "playbookId", "playbookName", "pname", "pnodeResultId", "startTime", "updateTime",
                    ])
            #expect(node["nodeResultModel"]?["actionName"] == "firewall.block_ip")
            let asset = try #require(node["assetResultModels"]?[0])
            #expect(asset["fileData"] == false)
            #expect(asset["detailSize"] == 1)
            let detail = try #require(asset["detailModels"]?[0])
            #expect(detail["actionName"] == "block_ip")
            #expect(detail["jsonData"]?.names == ["code", "data", "msg", "param"])
            #expect(detail["jsonData"]?["param"] == ["src": "15.197.148.33"])
            #expect(detail["jsonData"]?["data"]?["target"] == "15.197.148.33")
            #expect(detail["jsonData"]?["data"]?["blocked"] == true)
        }
    }

    @Test("a run that goes on has no nodes and no finish yet")
    func showsNothingOfUnfinishedRun() async throws {
        try await withSimulatorClient { _, client, _ in
            let activity = try await client.start(.blockAddress)
            let result = try await client.executionResult(of: activity)
            #expect(result["nodeResults"] == [])
            #expect(result["activity"]?["finishTime"]?.isNull == true)
        }
    }

    @Test("a failure has its code on every level")
    func showsFailure() async throws {
        try await withSimulatorClient { _, client, clock in
            let activity = try await client.start(.isolateHost, ["host": "db-07"])
            clock.advance(by: 2)
            let result = try await client.executionResult(of: activity)
            #expect(result["activity"]?["code"] == 505_501)
            let node = try #require(result["nodeResults"]?[0])
            #expect(node["nodeResultModel"]?["excuteStatus"] == "FAIL")
            let detail = node["assetResultModels"]?[0]?["detailModels"]?[0]
            #expect(detail?["jsonData"]?["code"] == 500)
            #expect(detail?["jsonData"]?["data"]?["error"] == "connection refused")
        }
    }

    @Test("a failure in part has one asset that worked and one that failed")
    func showsPartialFailure() async throws {
        try await withSimulatorClient { _, client, clock in
            let activity = try await client.start(.blockEverywhere)
            clock.advance(by: 2)
            let assets = try await client.executionResult(of: activity)["nodeResults"]?[0]?["assetResultModels"]
            #expect(assets?.arrayValue?.map { $0["code"] } == [200, 505_501])
            #expect(assets?[0]?["assetId"] != assets?[1]?["assetId"])
        }
    }

    @Test("the flat list has the common members and the context as text")
    func showsFlatNodes() async throws {
        try await withSimulatorClient { _, client, clock in
            let activity = try await client.start(.blockAddress)
            clock.advance(by: 2)
            let nodes = try await client.result(.get, "/odp/core/v1/api/activity/\(activity)/node/result")
            #expect(nodes.arrayValue?.count == 1)
            let node = try #require(nodes[0])
            #expect(node["activieId"] == .string(activity.description))
            #expect(node["originExcuteStatus"] == "SUCCESS")
            #expect(node["deleted"] == false)
            #expect(node["paramIndex"] == "{}")
            let context = try JSONParser.parse(try #require(node["contextInfo"]?.stringValue))
            #expect(context["appName"] == "firewall")
            #expect(context["executeTime"] == 1_611_801_292_000)
        }
    }

    @Test(
        "an unknown run has a null result under code 406",
        arguments: [
            "/odp/core/v1/api/activity/93a632c8-e8a0-406c-b915-54d3f7e3c59f",
            "/odp/core/v1/api/activity/93a632c8-e8a0-406c-b915-54d3f7e3c59f/node/result",
            "/odp/core/v1/api/event/activity?activityId=93a632c8-e8a0-406c-b915-54d3f7e3c59f",
            "/odp/core/v1/api/event/activity",
        ])
    func knowsNoOtherRun(path: String) async throws {
        try await withSimulatorClient { _, client, _ in
            let answer = try await client.call(.get, path)
            #expect(answer.status == 200)
            #expect(try answer.json["code"] == 406)
            #expect(try answer.json["result"]?.isNull == true)
        }
    }
}
