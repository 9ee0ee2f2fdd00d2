//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import OctoMationSimulator
import SOARCore
import Testing

@Suite struct SimulatorInventoryTests {
    @Test("applications come in pages with their actions")
    func pagesApplications() async throws {
        try await withSimulatorClient { _, client, _ in
            let page = try await client.result(.post, "/api/apps?page=1&size=2", [:])
            #expect(page["content"]?.arrayValue?.count == 2)
            #expect(page["totalElements"] == 5)
            #expect(page["totalPages"] == 3)
            #expect(try await client.result(.post, "/api/apps?page=0&size=2", [:]) == page)
            let application = try #require(page["content"]?[0])
            #expect(application["name"] == "firewall")
            #expect(application["requireAsset"] == true)
            let actions = try #require(application["appActionList"]?.arrayValue)
            #expect(actions.map { $0["readonly"]?.boolValue } == [false, false, true])
            #expect(actions[0]["appId"]?.isNull == true)
            #expect(actions[0]["parameterVariableList"]?[0]?["name"] == "ip")
        }
    }

    @Test("settings of assets hold a password that can be looked for")
    func plantsPasswordInAssets() async throws {
        try await withSimulatorClient { _, client, _ in
            let applications = try await client.result(.post, "/api/apps?page=1&size=10", [:])["content"]
            let settings = applications?[0]?["appAssetList"]?[0]?["assetSettingList"]?.arrayValue
            let password = settings?.first { $0["type"] == "PASSWORD" }
            #expect(password?["value"] == .string(SimulatorSeed.passwordCanary))
        }
    }

    @Test("the incident's detail holds the source with its password")
    func plantsPasswordInIncident() async throws {
        try await withSimulatorClient { _, client, _ in
            let event = try await client.result(.get, "/odp/core/v1/api/event/2021012800000001/detail")
            #expect(event["eventStatus"] == "NEW")
            let setting = event["preBizModel"]?["sslSettingList"]?[0]
            #expect(setting?["value"] == .string(SimulatorSeed.passwordCanary))
            let unknown = try await client.call(.get, "/odp/core/v1/api/event/1/detail").json
            #expect(unknown["code"] == 406)
        }
    }

    @Test("categories are a plain array and users one object")
    func listsCategoriesAndUsers() async throws {
        try await withSimulatorClient { _, client, _ in
            let categories = try await client.result(.post, "/odp/core/v1/api/event/categories?page=1&size=10", [:])
            #expect(categories.arrayValue?.count == 2)
            #expect(categories[0]?["severity"] == "3")
            let user = try await client.result(.post, "/api/users?page=1&size=10", [:])
            #expect(user["id"] == 503_293_535_641_792)
            let robot = try await client.result(.post, "/api/users", ["username": "wubaobao"])
            #expect(robot["id"] == 638_391_324_424_324)
            #expect(robot["robot"] == true)
            let online = try await client.result(.get, "/odp/core/v1/api/userInfo/online")
            #expect(online["username"] == "admin")
        }
    }

    @Test(
        "everything else is not found",
        arguments: ["/", "/api/playbooks/", "/odp/core/v1/api/activity", "/api/../api/apps"])
    func findsNothingElse(path: String) async throws {
        try await withSimulatorClient { simulator, client, _ in
            let answer = try await client.call(.post, path, [:])
            #expect(answer.status == 404)
            #expect(simulator.calls.count(of: .unknown) == 1)
            #expect(try await client.call(.get, "/api/apps").status == 404)
        }
    }
}
