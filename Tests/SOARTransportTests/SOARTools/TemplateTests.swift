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

@Suite("SOAR resource templates")
struct TemplateTests {
    private static let other = TenantID(rawValue: "other")

    @Test("are listed to who may read them")
    func listed() async throws {
        try await withTestServer { server in
            let everything = try await server.client(named: "alice")
            let templates = try await everything.call("resources/templates/list").result?["resourceTemplates"]
            #expect(
                templates?.arrayValue?.map { $0["uriTemplate"] } == [
                    "soar://playbooks/{id}", "soar://executions/{activity_id}",
                ])
            let reader = try await server.client(named: "reader", scopes: [.playbooksRead])
            let fewer = try await reader.call("resources/templates/list").result?["resourceTemplates"]
            #expect(fewer?.arrayValue?.map { $0["uriTemplate"] } == ["soar://playbooks/{id}"])
            #expect(try await reader.read("soar://executions/activity-1").status == 403)
        }
    }

    @Test("a playbook comes with its parameters")
    func playbook() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let text = try #require(
                try await client.read("soar://playbooks/\(PlaybookID.investigateHost)").resourceText)
            let playbook = try JSONParser.parse(text)
            #expect(playbook["playbookId"] == .integer(PlaybookID.investigateHost.rawValue))
            #expect(playbook["playbookDisplayName"] == "Investigate a host")
            #expect(playbook["category"] == "COMMONEVENT")
            #expect(playbook["description"] == "Collects connections, processes and logins of a host.")
            #expect(playbook["requiredParams"]?[1]?["options"] == ["low", "medium", "high"])
        }
    }

    @Test("an execution comes with its status, and with its result once it has ended")
    func execution() async throws {
        try await withSimulatedServer { world in
            let client = try await world.server.client(named: "alice")
            let id = JSONValue.integer(PlaybookID.dailyInspection.rawValue)
            let started = try await client.tool("execute_playbook", ["playbook_id": id]).structured
            let uri = "soar://executions/\(started?["activity_id"]?.stringValue ?? "")"
            let running = try JSONParser.parse(try #require(try await client.read(uri).resourceText))
            #expect(running["status"] == "NEW")
            #expect(running["executionResult"] == nil)
            world.clock.advance(by: 60)
            let ended = try JSONParser.parse(try #require(try await client.read(uri).resourceText))
            #expect(ended["isFinal"] == true)
            #expect(ended["executionResult"]?["code"] == 200)
        }
    }

    @Test("what is unknown, disabled or another tenant's is not there")
    func notFound() async throws {
        try await withTestServer { server in
            let ours = try await server.client(named: "ours")
            let theirs = try await server.client(named: "theirs", tenant: Self.other)
            let run: JSONValue = ["playbook_id": 7, "parameters": ["src": "a"]]
            #expect(try await ours.tool("execute_playbook", run).isToolError == false)
            let uris = ["soar://playbooks/7", "soar://executions/activity-1"]
            for uri in uris { #expect(try await ours.read(uri).resourceText != nil) }
            for uri in uris {
                let answer = try await theirs.read(uri)
                #expect(answer.code == -32602)
                #expect(answer.message == "There is no such resource.")
            }
            for uri in [
                "soar://playbooks/8", "soar://playbooks/07", "soar://playbooks/abc", "soar://playbooks/7/execute",
                "soar://playbooks/", "soar://executions/a%2Fb", "soar://executions/a.b",
            ] {
                #expect(try await ours.read(uri).code == -32602, "\(uri)")
            }
            _ = try await server.store.setPlaybook(Playbook.sample.id, tenant: .default, enabled: false)
            #expect(try await ours.read("soar://playbooks/7").code == -32602)
            let platform = try #require(server.setup.platform as? ScriptedPlatform)
            #expect(platform.log.lookUps.filter { $0 == "status" }.count == 1)
        }
    }

    @Test("ids are completed by their beginning or by a name, and only the tenant's own")
    func completion() async throws {
        try await withTestServer(
            PlaybookToolListTests.setup(.sample, PlaybookToolListTests.playbook(71, "Other"))
        ) { server in
            let ours = try await server.client(named: "ours")
            let theirs = try await server.client(named: "theirs", tenant: Self.other)
            _ = try await ours.tool("execute_playbook", ["playbook_id": 7, "parameters": ["src": "a"]])
            func complete(_ client: MCPTestClient, _ uri: String, _ name: String, _ typed: String) async throws
                -> JSONValue?
            {
                try await client.call(
                    "completion/complete",
                    [
                        "ref": ["type": "ref/resource", "uri": .string(uri)],
                        "argument": ["name": .string(name), "value": .string(typed)],
                    ]
                ).result?["completion"]?["values"]
            }
            let playbooks = "soar://playbooks/{id}"
            let executions = "soar://executions/{activity_id}"
            #expect(try await complete(ours, playbooks, "id", "") == ["7", "71"])
            #expect(try await complete(ours, playbooks, "id", "71") == ["71"])
            #expect(try await complete(ours, playbooks, "id", "bL") == ["7"])
            #expect(try await complete(ours, playbooks, "id", "x") == [])
            #expect(try await complete(theirs, playbooks, "id", "") == [])
            #expect(try await complete(ours, executions, "activity_id", "act") == ["activity-1"])
            #expect(try await complete(ours, executions, "activity_id", "b") == [])
            #expect(try await complete(theirs, executions, "activity_id", "") == [])
            let blind = try await server.client(named: "blind", scopes: [.applicationsRead])
            #expect(try await complete(blind, playbooks, "id", "") == [])
        }
    }
}
