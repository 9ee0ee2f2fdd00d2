//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// Streams stay open for days; what their callers may do changes meanwhile.
@Suite("An open stream and what its caller may do", .timeLimit(.minutes(2)))
struct StreamRightsTests {
    private static let uris: JSONValue = ["soar://playbooks/7", "soar://playbooks/8"]

    private static func setup(sessions: Bool = false) -> TestServer.Setup {
        var setup = TestServer.Setup()
        setup.platform = ScriptedPlatform([
            Playbook(id: PlaybookID(rawValue: 7), name: "p7", displayName: "Block", parameters: []),
            Playbook(id: PlaybookID(rawValue: 8), name: "p8", displayName: "Check", parameters: []),
        ])
        setup.playbookTools = true
        if sessions { setup.endpoint = .withSessions }
        return setup
    }

    /// Changes both playbooks in the catalogue, which the clients are told of.
    private func change(_ server: TestServer, _ word: String) async throws {
        let playbooks = [7, 8].map { (id: Int64) in
            Playbook(
                id: PlaybookID(rawValue: id), name: "p\(id)", displayName: "\(word) \(id)", parameters: [])
        }
        _ = try await server.store.replacePlaybooks(playbooks, tenant: .default, at: server.setup.clock.now)
    }

    private func restrict(_ server: TestServer, _ id: APITokenID, _ restrictions: JSONValue) async throws {
        var change = APITokenChange()
        change.restrictions = try Restrictions(json: restrictions)
        _ = try await server.store.changeToken(id, change, by: nil)
    }

    @Test("no change is told once the token is revoked, and the stream ends")
    func revoked() async throws {
        try await withTestServer(Self.setup()) { server in
            let (secret, token) = try await server.issue("alice")
            let client = server.client(secret.exposed)
            let events = try await client.listen(["resourceSubscriptions": ["soar://playbooks/8"]])
            #expect(try await events.nextEvent()?.method == "notifications/subscriptions/acknowledged")
            try await change(server, "First")
            #expect(try await events.nextEvent()?.method == "notifications/resources/updated")
            _ = try await server.store.setToken(token.id, state: .revoked)
            try await change(server, "Second")
            let rest = try await events.remainingEvents(within: .seconds(5))
            #expect(rest.count == 1 && rest.first?.result?["resultType"] == "complete")
        }
    }

    @Test("a narrower permission holds for the changes that come after it")
    func narrowed() async throws {
        try await withTestServer(Self.setup()) { server in
            let (secret, token) = try await server.issue("alice")
            let events = try await server.client(secret.exposed).listen(["resourceSubscriptions": Self.uris])
            let first = try await events.nextEvent()
            #expect(first?.json?["params"]?["notifications"]?["resourceSubscriptions"] == Self.uris)
            try await restrict(server, token.id, ["playbooks": [["effect": "deny", "playbooks": ["id:7"]]]])
            try await change(server, "Second")
            let told = try await events.nextEvent()
            #expect(told?.json?["params"]?["uri"] == "soar://playbooks/8")
            _ = try await server.store.setToken(token.id, state: .disabled)
            let rest = try await events.remainingEvents(within: .seconds(5))
            #expect(!rest.contains { $0.json?["params"]?["uri"] == "soar://playbooks/7" })
        }
    }

    @Test("the stream of a session ends too, and tells nothing more")
    func session() async throws {
        try await withTestServer(Self.setup(sessions: true)) { server in
            let (secret, token) = try await server.issue("alice")
            let session = try await SessionClient(server.client(secret.exposed).speaking(.v2025_11_25))
            for id in [7, 8] {
                #expect(try await session.call("resources/subscribe", ["uri": "soar://playbooks/\(id)"]).result == [:])
            }
            let events = try await session.listen()
            try await restrict(server, token.id, ["playbooks": [["effect": "deny", "playbooks": ["id:7"]]]])
            try await change(server, "Second")
            let updated = try #require(try await events.firstEvent { $0.method == "notifications/resources/updated" })
            #expect(updated.json?["params"]?["uri"] == "soar://playbooks/8")
            _ = try await server.store.setToken(token.id, state: .revoked)
            try await change(server, "Third")
            let rest = try await events.remainingEvents(within: .seconds(5))
            #expect(!rest.contains { $0.json?["params"]?["uri"] == "soar://playbooks/7" })
        }
    }

    /// Knows the tokens of a store, as long as it can be asked.
    private final class Switch: TokenVerifier {
        let isDown = Mutex(false)
        private let base: DatabaseTokenVerifier

        init(_ base: DatabaseTokenVerifier) { self.base = base }

        func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
            guard !isDown.withLock(\.self) else { throw .unavailable("down") }
            return try await base.verify(token)
        }
    }

    @Test("a change that can't be decided about is told later: neither lost nor told blindly")
    func unclear() async throws {
        var setup = Self.setup()
        let clock = setup.clock
        let verifier = Switch(DatabaseTokenVerifier(setup.store, now: { clock.now }))
        setup.verifier = verifier
        setup.endpoint.streams.keepAlive = .milliseconds(100)
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let events = try await client.listen(["resourceSubscriptions": ["soar://playbooks/8"]])
            #expect(try await events.nextEvent()?.method == "notifications/subscriptions/acknowledged")
            verifier.isDown.withLock { $0 = true }
            try await change(server, "First")
            #expect(try await events.isQuiet(for: .milliseconds(600)))
            verifier.isDown.withLock { $0 = false }
            #expect(try await events.nextEvent()?.method == "notifications/resources/updated")
            await events.close()
        }
    }
}
