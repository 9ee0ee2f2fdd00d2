//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// A client is told of what it asked for, and of nothing else (MCP 2026-07-28, patterns, "Subscriptions").
@Suite("Subscriptions")
struct SubscriptionTests {
    private static let changing: @Sendable () -> [MCPFeature] = {
        [
            .resource(Resource("test://a", name: "a", description: "A.") { _ in .text("a") }),
            .resource(
                Resource(
                    "test://secret", name: "s", description: "S.", requirement: Requirement(Scope(rawValue: "no:such"))
                ) { _ in .text("s") }),
            .prompt(Prompt("p", description: "P.") { _, _ in .user("p") }),
        ]
    }

    @Test("the acknowledgement comes first and names what is honoured; every message names the stream")
    func acknowledged() async throws {
        try await withTalkingServer(Self.changing) { server, offered in
            let wanted: JSONObject = [
                "toolsListChanged": true, "promptsListChanged": false,
                "resourceSubscriptions": ["test://a", "test://secret", "test://nothing", "test://a"],
            ]
            let events = try await server.anybody.listen(wanted, id: 42)
            let first = try #require(try await events.nextEvent())
            #expect(first.method == "notifications/subscriptions/acknowledged")
            #expect(
                first.params?["notifications"] == [
                    "toolsListChanged": true, "resourceSubscriptions": ["test://a"],
                ])
            #expect(first.params?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == 42)
            try offered.add { Tool("new", description: "New.") { _, _ in .text("new") } }
            let told = try #require(try await events.nextEvent())
            #expect(told.method == "notifications/tools/list_changed")
            #expect(told.params?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == 42)
            offered.resourceUpdated("test://a")
            let updated = try #require(try await events.nextEvent())
            #expect(updated.method == "notifications/resources/updated")
            #expect(updated.params?["uri"] == "test://a")
        }
    }

    @Test("what was not asked for is not told")
    func onlyWhatWasAsked() async throws {
        try await withTalkingServer(Self.changing) { server, offered in
            let prompts = try await server.anybody.listen(["promptsListChanged": true])
            _ = try await prompts.nextEvent()
            try offered.add { Tool("new", description: "New.") { _, _ in .text("new") } }
            offered.resourceUpdated("test://a")
            offered.removeResource(at: "test://a")
            #expect(try await prompts.isQuiet(for: .milliseconds(200)))
            #expect(offered.removePrompt(named: "p"))
            #expect(try await prompts.nextEvent()?.method == "notifications/prompts/list_changed")
        }
    }

    @Test("a filter that is none is refused with what is accepted")
    func badFilter() async throws {
        try await withTalkingServer(Self.changing) { server, _ in
            let client = server.anybody
            for filter: JSONValue in [
                nil, [], "all", ["toolsListChanged": "yes"], ["resourceSubscriptions": "test://a"],
                ["resourceSubscriptions": [1]],
                ["resourceSubscriptions": .array(Array(repeating: "test://a", count: 1001))],
            ] {
                let answer = try await client.call("subscriptions/listen", ["notifications": filter])
                #expect(answer.status == 200)
                #expect(answer.code == -32602)
                #expect(answer.message?.contains("otifications") == true)
            }
            let jsonOnly = client.request("subscriptions/listen", ["notifications": [:]])
                .with("Accept", "application/json")
            #expect(try await client.send(jsonOnly).status == 406)
        }
    }

    @Test("a quiet stream shows that it is there")
    func keepAlive() async throws {
        var endpoint = MCPEndpoint.Configuration()
        endpoint.streams.keepAlive = .milliseconds(50)
        try await withTalkingServer(endpoint: endpoint, Self.changing) { server, _ in
            let events = try await server.anybody.listen(["toolsListChanged": true])
            try await events.waitForComments(3)
        }
    }

    @Test("a token that is taken back ends its streams at the next sign of life, with the result")
    func revokedForVerifiers() async throws {
        var setup = TestServer.Setup()
        let store = InMemoryStore()
        let clock = setup.clock
        setup.store = store
        // Of a verifier of its own nobody tells when its tokens change.
        setup.verifier = DatabaseTokenVerifier(store, now: { clock.now })
        setup.endpoint.streams.keepAlive = .milliseconds(100)
        try await withTestServer(setup) { server in
            let (secret, token) = try await server.issue("alice")
            let events = try await server.client(secret.exposed).listen(["toolsListChanged": true], id: "l")
            #expect(try await events.nextEvent()?.method == "notifications/subscriptions/acknowledged")
            _ = try await server.store.setToken(token.id, state: .revoked)
            let last = try await events.remainingEvents(within: .seconds(5))
            #expect(last.last?.result?["resultType"] == "complete")
        }
    }

    @Test("a token that is taken back ends its streams long before the next sign of life, with the result")
    func revoked() async throws {
        try await withTestServer { server in
            let (secret, token) = try await server.issue("alice")
            let events = try await server.client(secret.exposed).listen(["toolsListChanged": true], id: "l")
            #expect(try await events.nextEvent()?.method == "notifications/subscriptions/acknowledged")
            _ = try await server.store.setToken(token.id, state: .revoked)
            let last = try await events.remainingEvents(within: .seconds(5))
            #expect(last.last?.result?["resultType"] == "complete")
            #expect(last.last?.result?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "l")
        }
    }

    @Test("streams are bounded for each caller and in all, and come free again")
    func bounded() async throws {
        var endpoint = MCPEndpoint.Configuration()
        endpoint.streams.maximum = 3
        endpoint.streams.maximumPerCaller = 2
        try await withTalkingServer(endpoint: endpoint, Self.changing) { server, _ in
            let client = server.anybody
            var open: [SSEClient] = []
            for _ in 0..<2 {
                let events = try await client.listen(["toolsListChanged": true])
                #expect(try await events.readHead().status == 200)
                open.append(events)
            }
            let third = client.request("subscriptions/listen", ["notifications": [:]])
            let refused = try await client.send(third)
            #expect(refused.status == 429)
            #expect(refused["Retry-After"] != nil)
            let other = client.with(token: "somebody-else")
            let others = try await other.listen(["toolsListChanged": true])
            #expect(try await others.readHead().status == 200)
            #expect(try await other.send(other.request("subscriptions/listen", ["notifications": [:]])).status == 503)
            for events in open { await events.close() }
            let deadline = ContinuousClock.now + .seconds(5)
            var status = 0
            while status != 200, .now < deadline {
                let again = try await client.listen(["toolsListChanged": true])
                status = try await again.readHead().status
                await again.close()
            }
            #expect(status == 200)
        }
    }

    @Test("no handshake, no subscription: the method is unknown before 2026-07-28")
    func legacy() async throws {
        try await withTalkingServer(Self.changing) { server, _ in
            for revision in ProtocolRevision.withHandshake {
                let client = server.anybody.speaking(revision)
                let answer = try await client.call("subscriptions/listen", ["notifications": [:]])
                #expect(answer.code == -32601)
            }
        }
    }
}
