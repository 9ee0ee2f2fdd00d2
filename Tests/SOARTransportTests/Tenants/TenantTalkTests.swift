//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What is said between calls stays with its tenant too: changes, sessions, cursors, and who may call at all.
@Suite("Talk of two tenants", .timeLimit(.minutes(2)))
struct TenantTalkTests {
    @Test("a subscription is not told of another tenant's changes, nor may it ask for its resources")
    func subscriptions() async throws {
        try await withTwoTenants { world in
            let wanted: JSONObject = [
                "toolsListChanged": true,
                "resourceSubscriptions": ["soar://playbooks", "soar://playbooks/500", "soar://playbooks/502"],
            ]
            let red = try await world.red.client.listen(wanted)
            let blue = try await world.blue.client.listen(wanted)
            let redFirst = try #require(try await red.nextEvent())
            let blueFirst = try #require(try await blue.nextEvent())
            #expect(redFirst.params?["notifications"]?["resourceSubscriptions"]?.arrayValue?.count == 2)
            #expect(blueFirst.params?["notifications"]?["resourceSubscriptions"]?.arrayValue?.count == 3)
            try await settle([red, blue])
            _ = try await world.store.setPlaybook(TwoTenants.shared, tenant: TwoTenants.blueID, enabled: false)
            var told: Set<String> = []
            for _ in 0..<3 {
                let event = try #require(try await blue.nextEvent())
                told.insert(event.params?["uri"]?.stringValue ?? event.method ?? "")
            }
            #expect(told == ["notifications/tools/list_changed", "soar://playbooks", "soar://playbooks/500"])
            #expect(try await red.isQuiet(for: .milliseconds(300)))
        }
    }

    @Test("a session hears nothing of another tenant's changes, and may not subscribe to its resources")
    func sessions() async throws {
        try await withTwoTenants { world in
            let red = try await SessionClient(world.red.client.speaking(.v2025_11_25))
            let blue = try await SessionClient(world.blue.client.speaking(.v2025_11_25))
            #expect(try await red.call("resources/subscribe", ["uri": "soar://playbooks/502"]).code == -32002)
            #expect(try await blue.call("resources/subscribe", ["uri": "soar://playbooks/502"]).result == [:])
            let activity = "soar://executions/\(world.activity)"
            #expect(try await red.call("resources/subscribe", ["uri": .string(activity)]).code == -32002)
            #expect(try await blue.call("resources/subscribe", ["uri": .string(activity)]).result == [:])
            let (redStream, blueStream) = (try await red.listen(), try await blue.listen())
            #expect(try await redStream.readHead().status == 200)
            #expect(try await blueStream.readHead().status == 200)
            try await settle([redStream, blueStream])
            _ = try await world.store.setPlaybook(TwoTenants.shared, tenant: TwoTenants.blueID, enabled: false)
            #expect(try await blueStream.nextEvent()?.method == "notifications/tools/list_changed")
            #expect(try await redStream.isQuiet(for: .milliseconds(300)))
        }
    }

    @Test("another tenant's session does not exist")
    func foreignSession() async throws {
        try await withTwoTenants { world in
            let blue = try await SessionClient(world.blue.client.speaking(.v2025_11_25))
            let thief = world.red.client.speaking(.v2025_11_25)
            let request = thief.request("tools/list").with("Mcp-Session-Id", blue.id)
            #expect(try await thief.send(request).status == 404)
            #expect(try await blue.call("tools/list").status == 200)
        }
    }

    @Test("another tenant's cursor leads nowhere in one's own list")
    func foreignCursor() async throws {
        try await withTwoTenants { world in
            let playbooks = (1...120).map { number in
                Playbook(
                    id: PlaybookID(rawValue: number), name: "p\(number)",
                    displayName: "\(TwoTenants.mark) \(number)", parameters: [])
            }
            let now = world.server.setup.clock.now
            _ = try await world.store.replacePlaybooks(playbooks, tenant: TwoTenants.blueID, at: now)
            let first = try await world.blue.client.call("tools/list").result
            let cursor = try #require(first?["nextCursor"])
            #expect(try await world.blue.client.call("tools/list", ["cursor": cursor]).body.contains(TwoTenants.mark))
            let foreign = try await world.red.client.call("tools/list", ["cursor": cursor])
            #expect(!foreign.body.contains(TwoTenants.mark))
        }
    }

    @Test("a token of a disabled tenant is refused on the next call, and good again afterwards")
    func disabled() async throws {
        try await withTwoTenants { world in
            let blue = world.blue.client
            _ = try await world.store.setTenant(TwoTenants.blueID, state: .disabled, by: nil)
            #expect(try await blue.tool("list_playbooks_quick").status == 401)
            #expect(try await world.red.client.tool("list_playbooks_quick").status == 200)
            _ = try await world.store.setTenant(TwoTenants.blueID, state: .enabled, by: nil)
            #expect(try await blue.tool("list_playbooks_quick").status == 200)
        }
    }

    @Test("who claims a tenant that is not there, or is switched off, is refused")
    func claims() async throws {
        let store = InMemoryStore()
        try await withTwoTenants { setup in
            setup.store = store
            let claimed: [String: AccessToken] = ["red", "blue", "green", "RED"].reduce(into: [:]) { tokens, name in
                tokens["claims-\(name)"] = AccessToken(
                    subject: name, client: "c", tenant: TenantID(rawValue: name), scopes: Scope.standard)
            }
            let now = setup.clock
            setup.verifier = AnyOfTokenVerifier([
                DatabaseTokenVerifier(store, now: { now.now }),
                StaticTokenVerifier(claimed).inKnownTenants(of: store),
            ])
        } _: { world in
            let client = world.server.client()
            let red = try await client.with(token: "claims-red").tool("list_playbooks_quick")
            #expect(red.status == 200 && !red.body.contains(TwoTenants.mark))
            let blue = try await client.with(token: "claims-blue").tool("list_playbooks_quick")
            #expect(blue.body.contains(TwoTenants.mark))
            for name in ["green", "RED"] {
                let answer = try await client.with(token: "claims-\(name)").tool("list_playbooks_quick")
                #expect(answer.status == 401)
            }
            _ = try await store.setTenant(TwoTenants.blueID, state: .disabled, by: nil)
            #expect(try await client.with(token: "claims-blue").tool("list_playbooks_quick").status == 401)
            let denied = try await world.server.records().filter { $0.outcome == .denied }
            #expect(denied.count >= 3)
        }
    }

    /// Reads what comes until nothing does for longer than the watch takes to settle: who begins to listen is told once
    /// too often rather than once too seldom.
    private func settle(_ streams: [SSEClient]) async throws {
        for stream in streams {
            while try await !stream.isQuiet(for: .milliseconds(400)) { _ = try await stream.nextEvent() }
        }
    }
}
