//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The three resources, and whose they are (inventory C1 13).
@Suite("SOAR resources")
struct ResourceTests {
    @Test("they are there under the names that clients know")
    func names() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            let listed = try #require(try await client.call("resources/list").result?["resources"]?.arrayValue)
            #expect(listed.map { $0["uri"] } == ["soar://applications", "soar://playbooks", "soar://executions"])
            #expect(
                listed.map { $0["name"] } == [
                    "get_applications_resource", "get_playbooks_resource", "get_executions_resource",
                ])
            #expect(listed.allSatisfy { $0["description"]?.stringValue?.isEmpty == false })
        }
    }

    @Test("applications come with their actions and without their assets")
    func applications() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let text = try #require(try await client.read("soar://applications").resourceText)
            let applications = try #require(try JSONParser.parse(text).arrayValue)
            #expect(applications.count == 5)
            #expect(applications[0]["name"] == "firewall")
            #expect(applications[0]["actions"]?[0]?["name"] == "block_ip")
            for member in ["id", "name", "description", "version", "category"] {
                #expect(applications.allSatisfy { $0[member]?.stringValue?.isEmpty == false })
            }
            for word in [SimulatorSeed.passwordCanary, "edge-firewall", "10.0.0.20", "password"] {
                #expect(!text.contains(word))
            }
        }
    }

    @Test("playbooks come with their category")
    func playbooks() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let text = try #require(try await client.read("soar://playbooks").resourceText)
            let playbooks = try #require(try JSONParser.parse(text).arrayValue)
            #expect(playbooks.count == 8)
            for playbook in playbooks {
                #expect(Set(playbook.objectValue?.names ?? []) == ["id", "name", "displayName", "category"])
            }
        }
    }

    @Test("executions survive a restart, and tell who started them")
    func executionsSurvive() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar_mcp.db"
            var setup = TestServer.Setup()
            let store = try SQLiteStore(path: path)
            setup.store = store
            let run: JSONValue = ["playbook_id": 7, "parameters": ["src": "10.0.0.1"], "event_id": 3]
            let token = try await withTestServer(setup) { server in
                let client = try await server.client(named: "alice")
                #expect(try await client.tool("execute_playbook", run).isToolError == false)
                return try #require(client.token)
            }
            try store.close()
            setup.store = try SQLiteStore(path: path)
            try await withTestServer(setup) { server in
                let text = try #require(try await server.client(token).read("soar://executions").resourceText)
                let execution = try #require(try JSONParser.parse(text)[0])
                #expect(execution["activity_id"] == "activity-1")
                #expect(execution["success"] == true)
                #expect(execution["startedBy"] == "alice")
                #expect(execution["playbookId"] == 7)
                #expect(execution["eventId"] == 3)
            }
        }
    }

    @Test("what one tenant started does not exist for another one")
    func tenants() async throws {
        let platform = ScriptedPlatform()
        var setup = TestServer.Setup()
        setup.platform = platform
        let other = TenantID(rawValue: "other")
        try await withTestServer(setup) { server in
            try await server.sync(tenant: other)
            let ours = try await server.client(named: "ours")
            let theirs = try await server.client(named: "theirs", tenant: other)
            let run: JSONValue = ["playbook_id": 7, "parameters": ["src": "10.0.0.1"]]
            #expect(try await ours.tool("execute_playbook", run).isToolError == false)
            #expect(try await ours.read("soar://executions").resourceText?.contains("activity-1") == true)
            #expect(try await theirs.read("soar://executions").resourceText == "[]")
            for tool in [
                "query_playbook_execution_status_by_activity_id", "query_playbook_execution_result_by_activity_id",
            ] {
                #expect(try await ours.tool(tool, ["activity_id": "activity-1"]).isToolError == false)
                let foreign = try await theirs.tool(tool, ["activity_id": "activity-1"])
                let unknown = try await theirs.tool(tool, ["activity_id": "activity-2"])
                #expect(foreign.isToolError)
                #expect(foreign.text?.replacing("activity-1", with: "activity-2") == unknown.text)
            }
            #expect(platform.log.lookUps.filter { $0 != "parameters" } == ["status", "result"])
            _ = try await server.store.setPlaybook(Playbook.sample.id, tenant: other, enabled: false)
            #expect(try await theirs.tool("list_playbooks_quick").structured?["total"] == 0)
            #expect(try await ours.tool("list_playbooks_quick").structured?["total"] == 1)
            let tenants = try await server.records().filter { $0.tokenName == "theirs" }.map(\.tenant)
            #expect(tenants.allSatisfy { $0 == other } && !tenants.isEmpty)
        }
    }

    @Test("passwords, those of assets and those that a run was given, are in no answer and in no record")
    func passwords() async throws {
        let canary = SimulatorSeed.passwordCanary
        try await withSimulatedServer { world in
            let id = PlaybookID(rawValue: 55)
            world.simulator.playbooks[id] = SimulatedPlaybook(
                id: id, displayName: "Change a password",
                parameters: [
                    PlaybookParameter(name: "host"),
                    PlaybookParameter(name: "password", type: "PASSWORD", isRequired: true),
                ])
            try await world.server.sync()
            let client = try await world.server.client(named: "alice")
            let started = try await client.tool(
                "execute_playbook", ["playbook_id": 55, "parameters": ["host": "h", "password": .string(canary)]])
            let sent = world.simulator.calls.requests(to: .execution).last?.body?["params"]
            #expect(sent?[1] == ["key": "password", "value": .string(canary)])
            world.clock.advance(by: 100)
            let activity = try #require(started.structured?["activity_id"])
            var bodies = [started.body]
            for tool in [
                "query_playbook_execution_status_by_activity_id", "query_playbook_execution_result_by_activity_id",
            ] {
                bodies.append(try await client.tool(tool, ["activity_id": activity]).body)
            }
            for uri in ["soar://applications", "soar://executions"] { bodies.append(try await client.read(uri).body) }
            #expect(bodies.allSatisfy { !$0.contains(canary) })
            let records = try await world.server.records()
            #expect(records.first?.parameters?["parameters"]?["password"] == "(redacted)")
            #expect(!"\(records)".contains(canary))
        }
    }
}
