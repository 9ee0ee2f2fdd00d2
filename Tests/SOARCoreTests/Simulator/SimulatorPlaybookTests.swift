//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import OctoMationSimulator
import SOARCore
import Testing

@Suite struct SimulatorPlaybookTests {
    private static let findAll = "/odp/core/v1/api/playbook/findAll"
    private static let common = [
        "createTime", "createdBy", "createdNickName", "deleted", "modifiedBy", "modifiedNickName", "status",
        "updateTime",
    ]

    @Test("a listed playbook has the documented members, with their nulls and spellings")
    func listsPlaybooks() async throws {
        try await withSimulatorClient { _, client, _ in
            let all = try await client.result(.post, Self.findAll, ["publishStatus": "ONLINE"])
            let playbook = try #require(all[0])
            #expect(
                playbook.names
                    == (Self.common + [
                        "description", "displayName", "drawJson", "externalInfoList", "grade", "id", "labelList",
                        "name", "nodeEdageList", "nodeList", "playbookCategory", "publishStatus", "sceneList",
                    ]).sorted())
            #expect(playbook["id"] == 1_907_203_516_548_373)
            #expect(playbook["createTime"] == "2021-01-27 15:48:53")
            #expect(playbook["updateTime"] == "2021-01-27 16:23:57")
            #expect(playbook["nodeEdageList"]?.isNull == true)
            #expect(playbook["name"]?.stringValue?.wholeMatch(of: /playbook_[0-9a-f]{32}/) != nil)
            let label = try #require(playbook["labelList"]?[0])
            #expect(label.names == (Self.common + ["id", "name"]).sorted())
            #expect(label["name"] == "MCP")
            #expect(label["createdBy"]?.isNull == true)
        }
    }

    @Test("the list holds every status without a filter, and one status with it")
    func filtersByStatus() async throws {
        try await withSimulatorClient { _, client, _ in
            let draft = PlaybookID.phishingDraft.rawValue
            #expect(try await client.result(.post, Self.findAll, [:]).ids.contains(draft))
            #expect(try await client.result(.post, Self.findAll, ["publishStatus": "DRAFT"]).ids == [draft])
            let online = try await client.result(.post, Self.findAll, ["publishStatus": "ONLINE"]).ids
            #expect(!online.contains(draft))
            #expect(online.count >= 8)
            #expect(online.contains(9_007_199_254_740_995))
        }
    }

    @Test("a label filter lets through what carries any of the labels")
    func filtersByLabel() async throws {
        try await withSimulatorClient { _, client, _ async throws in
            func ids(_ labels: JSONValue) async throws -> [Int64] {
                try await client.result(.post, Self.findAll, ["publishStatus": "ONLINE", "labelList": labels]).ids
            }
            let other = PlaybookID.rotateCredentials.rawValue
            #expect(try await ids([["name": "SOC-INTERNAL"]]) == [other])
            #expect(try await !ids([["name": "MCP"]]).contains(other))
            #expect(try await ids([["name": "MCP"], ["name": "SOC-INTERNAL"]]) == ids([]))
            #expect(try await ids([["name": "nobody's"]]).isEmpty)
        }
    }

    @Test("pages count from 0 in the answer, and 0 and 1 are both the first one")
    func pagesPlaybooks() async throws {
        try await withSimulatorClient { simulator, client, _ in
            func page(_ number: Int) async throws -> JSONValue {
                try await client.result(.post, "/api/playbooks?page=\(number)&size=4", [:])
            }
            let first = try await page(1)
            let all = simulator.playbooks.all.map(\.playbook.id.rawValue)
            #expect(first["content"]?.ids == Array(all[0..<4]))
            #expect(first["number"] == 0)
            #expect(first["pageable"]?["pageNumber"] == 0)
            #expect(first["totalElements"] == JSONValue(all.count))
            #expect(first["first"] == true)
            #expect(first["last"] == false)
            #expect(try await page(0) == first)
            let last = try await page(3)
            #expect(last["content"]?.ids == Array(all[8...]))
            #expect(last["last"] == true)
            #expect(last["pageable"]?["offset"] == 8)
            #expect(try await page(9)["empty"] == true)
            simulator.faults.add(.pagesFromZero)
            #expect(try await page(1)["content"]?.ids == Array(all[4..<8]))
        }
    }

    @Test("a parameter has the documented members")
    func describesParameters() async throws {
        try await withSimulatorClient { _, client, _ in
            let path = "/api/playbook/param?playbookId=1907203516548373"
            let parameter = try #require(try await client.result(.post, path)[0])
            #expect(
                parameter.names
                    == (Self.common + ["id", "cefId", "cefColumn", "cefDesc", "comment", "valueType", "paramConfigs"])
                    .sorted())
            #expect(parameter["cefColumn"] == "src")
            #expect(parameter["cefId"]?.stringValue?.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
            let configuration = try #require(parameter["paramConfigs"]?[0])
            #expect(
                configuration.names
                    == [
                        "array", "concat", "defaultValue", "description", "lable", "loopType", "multiSelected", "name",
                        "optionsList", "order", "parameterPath", "required", "sourceValueType", "type", "value",
                        "valueGetterType",
                    ])
            #expect(configuration["required"] == true)
            #expect(configuration["parameterPath"] == "CEF.src")
        }
    }

    @Test("parameters come with types, options and defaults, or not at all")
    func describesTypesAndDefaults() async throws {
        try await withSimulatorClient { _, client, _ in
            func parameters(_ id: PlaybookID) async throws -> [JSONValue] {
                try await client.result(.post, "/api/playbook/param?playbookId=\(id)").arrayValue ?? []
            }
            #expect(try await parameters(.dailyInspection).isEmpty)
            let host = try await parameters(.investigateHost)
            #expect(
                host.map { $0["valueType"]?.stringValue }
                    == ["STRING", "STRING", "INTEGER", "BOOLEAN", "DOUBLE", "JSON", "JSONARRAY"])
            let configurations = host.compactMap { $0["paramConfigs"]?[0] }
            #expect(configurations.map { $0["required"] == true } == [true, true, false, false, false, false, false])
            #expect(configurations[1]["optionsList"] == "low,medium,high")
            #expect(configurations[2]["defaultValue"] == "443")
            let unknown = try await client.call(.post, "/api/playbook/param?playbookId=1").json
            #expect(unknown["code"] == 503_400)
        }
    }

    @Test("playbooks can be added, replaced and taken away while it runs")
    func changesPlaybooks() async throws {
        try await withSimulatorClient { simulator, client, _ in
            let id = PlaybookID(rawValue: 42)
            simulator.playbooks[id] = SimulatedPlaybook(id: id, displayName: "New")
            #expect(try await client.result(.post, Self.findAll, [:]).ids.last == 42)
            simulator.playbooks[id]?.playbook.displayName = "Renamed"
            let all = try await client.result(.post, Self.findAll, [:])
            #expect(all.arrayValue?.last?["displayName"] == "Renamed")
            simulator.playbooks[id] = nil
            #expect(try await !client.result(.post, Self.findAll, [:]).ids.contains(42))
            simulator.playbooks.replaceAll(with: [])
            #expect(try await client.result(.post, Self.findAll, [:]) == [])
        }
    }
}
