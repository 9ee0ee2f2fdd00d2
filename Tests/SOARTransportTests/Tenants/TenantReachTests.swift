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

/// Nothing crosses from one tenant to another: each way is tried by the owner, who gets there, and by somebody else.
@Suite("Reaching across to another tenant", .timeLimit(.minutes(2)))
struct TenantReachTests {
    @Test("gets nothing, asks the other's platform nothing, and is on record under one's own tenant")
    func nothing() async throws {
        try await withTwoTenants { world in
            for reach in Reach.all {
                // Who has it gets it: else the next line would prove nothing.
                let own = try await reach.ask(world.blue.client, world)
                #expect(own.isLoot, "\(reach.testDescription), by blue: \(own.body)")
                world.blue.simulator.calls.reset()
                let before = try await world.server.records().count
                let foreign = try await reach.ask(world.red.client, world)
                #expect(!foreign.isLoot, "\(reach.testDescription), by red: \(foreign.body)")
                let asked = world.blue.simulator.calls.requests
                #expect(asked.allSatisfy { $0.token != "token-red" } && asked.isEmpty, "\(reach.testDescription)")
                let new = try await world.server.records().dropFirst(before).filter { $0.tokenName == "red-agent" }
                #expect(new.allSatisfy { $0.tenant == TwoTenants.redID }, "\(reach.testDescription)")
                let outcomes = new.filter { $0.phase == .outcome }.map(\.outcome)
                switch reach.trace {
                case .refusal:
                    #expect(!outcomes.isEmpty && !outcomes.contains(.success), "\(reach.testDescription): \(outcomes)")
                case .call: #expect(!outcomes.isEmpty, "\(reach.testDescription) is not on record")
                case .none: break
                }
            }
            let counts = Dictionary(grouping: Reach.all, by: \.trace).mapValues(\.count)
            #expect(counts[.refusal, default: 0] >= 20, "\(counts)")
        }
    }

    @Test("a JWT that claims a tenant gets that one's, and one that claims none, or another's by guess, gets nothing")
    func claimed() async throws {
        let store = InMemoryStore()
        let issuer = try TestIssuer.standard.get()
        try await withTwoTenants { setup in
            setup.store = store
            setup.clock = TestClock(issuer.time)
            let clock = setup.clock
            var policy = JWTPolicy()
            policy.tenantClaim = "team"
            let keys = try JSONWebKeySet(decoding: issuer.document())
            let jwt = try JWTVerifier(
                issuer: TestIssuer.name, audience: TestIssuer.audience, keys: keys, policy: policy, now: { clock.now })
            setup.verifier = AnyOfTokenVerifier([
                DatabaseTokenVerifier(store, now: { clock.now }), jwt.inKnownTenants(of: store),
            ])
        } _: { world in
            func client(_ team: JSONValue?) throws -> MCPTestClient {
                world.server.client(
                    try issuer.token(claims: { claims in
                        claims["scope"] = "playbooks:read playbooks:execute executions:read applications:read"
                        claims["team"] = team
                    }))
            }
            let (red, blue) = (try client("red"), try client("blue"))
            for reach in Reach.all where reach.trace == .refusal {
                let own = try await reach.ask(blue, world)
                #expect(own.isLoot, "\(reach.testDescription), by blue: \(own.body)")
                let before = try await world.server.records().count
                let foreign = try await reach.ask(red, world)
                #expect(!foreign.isLoot, "\(reach.testDescription), by red: \(foreign.body)")
                let new = try await world.server.records().dropFirst(before).filter { $0.tokenName == "alice" }
                #expect(new.allSatisfy { $0.tenant == TwoTenants.redID && $0.outcome != .success })
                #expect(!new.isEmpty, "\(reach.testDescription)")
            }
            for team: JSONValue? in [nil, "", "green", "Blue", "blue ", ["red", "blue"]] {
                #expect(try await client(team).tool("list_playbooks_quick").status == 401, "\(team?.text() ?? "none")")
            }
        }
    }

    @Test("tells of another's playbook or execution exactly what it tells of one that nobody has")
    func alike() async throws {
        try await withTwoTenants { world in
            let client = world.red.client
            let nowhere = "00000000-0000-4000-8000-000000000000"
            for tool in [
                "query_playbook_execution_status_by_activity_id", "query_playbook_execution_result_by_activity_id",
            ] {
                let foreign = try await client.tool(tool, ["activity_id": .string(world.activity)])
                let unknown = try await client.tool(tool, ["activity_id": .string(nowhere)])
                #expect(foreign.isToolError)
                #expect(foreign.text?.replacing(world.activity, with: nowhere) == unknown.text)
            }
            let foreign = try await client.tool("query_playbook_execution_params", ["playbook_id": 502])
            let unknown = try await client.tool("query_playbook_execution_params", ["playbook_id": 999])
            #expect(foreign.isToolError)
            #expect(foreign.text?.replacing("502", with: "999") == unknown.text)
        }
    }

    @Test("a playbook of the same id is each tenant's own, and runs on its own platform")
    func sameID() async throws {
        try await withTwoTenants { world in
            let red = try await world.red.client.tool("query_playbook_execution_params", ["playbook_id": 500])
            let blue = try await world.blue.client.tool("query_playbook_execution_params", ["playbook_id": 500])
            #expect(red.body.contains("red_host") && !red.body.contains(TwoTenants.mark))
            #expect(blue.body.contains("\(TwoTenants.mark)_host") && !blue.body.contains("red_host"))
            world.blue.simulator.calls.reset()
            let run = try await world.red.client.tool(
                "execute_playbook", ["playbook_id": 500, "parameters": ["red_host": "a"]])
            #expect(!run.isToolError)
            #expect(world.red.simulator.calls.count(of: .execution) == 1)
            #expect(world.blue.simulator.calls.total == 0)
            _ = try await world.store.setPlaybook(TwoTenants.shared, tenant: TwoTenants.redID, enabled: false)
            #expect(
                try await world.red.client.tool("query_playbook_execution_params", ["playbook_id": 500]).isToolError)
            #expect(
                try await !world.blue.client.tool("query_playbook_execution_params", ["playbook_id": 500]).isToolError)
        }
    }

    @Test("an activity of the same id is each tenant's own")
    func sameActivity() async throws {
        try await withTwoTenants { world in
            let id = try #require(ActivityID(world.activity))
            let twin = Execution(
                activityID: id, tenant: TwoTenants.redID, playbookID: TwoTenants.shared, eventID: 0, tokenID: nil,
                startedBy: "red-agent", startedAt: world.server.setup.clock.now)
            try await world.store.insertExecution(twin)
            let status = "query_playbook_execution_status_by_activity_id"
            // Red's own platform is asked, and knows of no such run.
            world.blue.simulator.calls.reset()
            #expect(try await world.red.client.tool(status, ["activity_id": .string(world.activity)]).isToolError)
            #expect(world.red.simulator.calls.count(of: .status) > 0)
            #expect(world.blue.simulator.calls.total == 0)
            #expect(try await !world.blue.client.tool(status, ["activity_id": .string(world.activity)]).isToolError)
        }
    }

    @Test("a tenant without a platform is told so, whatever the others have")
    func withoutPlatform() async throws {
        try await withTwoTenants { world in
            let nobody = try await world.server.client(named: "nobody")
            #expect(try await nobody.tool("list_playbooks_quick").structured?["total"] == 0)
            let applications = try await nobody.read("soar://applications")
            #expect(applications.code != nil && !applications.body.contains("-app"))
            #expect(applications.message?.lowercased().contains("tenant") == false)
        }
    }

    @Test("a change of the connection counts on the next call")
    func moves() async throws {
        try await withTwoTenants { world in
            var change = TenantChange()
            change.platform = try await world.store.tenant(TwoTenants.blueID)?.platform
            // Sealed for blue: in red's row it opens nothing.
            _ = try await world.store.changeTenant(TwoTenants.redID, change, by: nil)
            world.blue.simulator.calls.reset()
            let answer = try await world.red.client.read("soar://applications")
            #expect(answer.code != nil && !answer.body.contains(TwoTenants.mark))
            #expect(world.blue.simulator.calls.total == 0)
        }
    }
}
