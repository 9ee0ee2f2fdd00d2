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

/// A client is told of changes on the one stream that there is.
@Suite("Changes on standard output")
struct StdioChangeTests {
    private func setup() throws -> StdioSetup {
        try StdioSetup { Resource("test://a", name: "a", description: "A.") { _ in .text("a") } }
    }

    @Test("a subscription is acknowledged, then told of what it asked for and of nothing else")
    func subscribed() async throws {
        let setup = try setup()
        try await withStdio(setup) { running in
            let client = running.client
            let filter: JSONValue = ["toolsListChanged": true, "resourceSubscriptions": ["test://a"]]
            try await client.send(.modern("subscriptions/listen", ["notifications": filter], id: "s"))
            let acknowledged = try await client.next()
            #expect(acknowledged?["method"] == "notifications/subscriptions/acknowledged")
            #expect(acknowledged?["params"]?["notifications"] == filter)
            setup.server.resourceUpdated("test://b")
            setup.server.resourceUpdated("test://a")
            #expect(try await client.next()?["params"]?["uri"] == "test://a")
            setup.server.toolsChanged()
            let changed = try await client.next()
            #expect(changed?["method"] == "notifications/tools/list_changed")
            #expect(changed?["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "s")
            // It takes no other call's place, and its id is taken.
            #expect(try await client.modern("tools/list", id: 2)["result"] != nil)
            #expect(try await client.modern("tools/list", id: "s").code == -32600)
        }
    }

    @Test("a subscription that is cancelled ends without a word, and its id is free", arguments: [true, false])
    func cancelled(_ modern: Bool) async throws {
        let setup = try setup()
        try await withStdio(setup) { running in
            let client = running.client
            let listen = JSONValue.modern("subscriptions/listen", ["notifications": ["toolsListChanged": true]], id: 7)
            try await client.send(listen)
            _ = try await client.next()
            let cancelled: JSONObject = ["requestId": 7]
            let note = "notifications/cancelled"
            try await client.send(modern ? .modern(note, cancelled, id: nil) : .request(note, cancelled, id: nil))
            // Whoever has this answer knows that the line before was read.
            #expect(try await client.modern("tools/list")["result"] != nil)
            setup.server.toolsChanged()
            #expect(try await client.isQuiet(for: .milliseconds(200)))
            try await client.send(listen)
            #expect(try await client.next()?["method"] == "notifications/subscriptions/acknowledged")
        }
    }

    @Test("cancelled in the same breath, a subscription never begins")
    func cancelledAtOnce() async throws {
        let setup = try setup()
        try await withStdio(setup) { running in
            let client = running.client
            for id in 0..<20 {
                let listen = JSONValue.modern(
                    "subscriptions/listen", ["notifications": ["toolsListChanged": true]], id: .integer(Int64(id)))
                let cancel = JSONValue.modern("notifications/cancelled", ["requestId": .integer(Int64(id))], id: nil)
                try await client.send(bytes: client.line(listen) + client.line(cancel))
            }
            try await Task.sleep(for: .milliseconds(200))
            setup.server.toolsChanged()
            try await client.send(.modern("tools/list", id: "last"))
            while let message = try await client.next(), message["id"] != "last" {
                #expect(message["method"] == "notifications/subscriptions/acknowledged")
            }
            #expect(try await client.isQuiet(for: .milliseconds(100)))
        }
    }

    @Test("at the end of the input every subscription gets its result")
    func endOfInput() async throws {
        try await withStdio(setup()) { running in
            let client = running.client
            for id in 1...3 {
                try await client.send(.modern("subscriptions/listen", ["notifications": [:]], id: .integer(Int64(id))))
                _ = try await client.next()
            }
            client.closeInput()
            let results = try await client.rest()
            #expect(Set(results.map { $0["id"] }) == [1, 2, 3])
            #expect(results.allSatisfy { $0["result"]?["resultType"] == "complete" })
        }
    }

    @Test("there are only so many")
    func limited() async throws {
        var setup = try setup()
        setup.configuration.maximumSubscriptions = 1
        try await withStdio(setup) { running in
            let client = running.client
            let params: JSONObject = ["notifications": [:]]
            try await client.send(.modern("subscriptions/listen", params, id: 1))
            _ = try await client.next()
            #expect(try await client.modern("subscriptions/listen", params, id: 2).code == -32603)
            try await client.send(.modern("notifications/cancelled", ["requestId": 1], id: nil))
            _ = try await client.isQuiet(for: .milliseconds(100))
            try await client.send(.modern("subscriptions/listen", params, id: 3))
            #expect(try await client.next()?["method"] == "notifications/subscriptions/acknowledged")
        }
    }

    @Test("a token that is refused meanwhile ends a subscription, an outage doesn't")
    func refused() async throws {
        let verifier = ChangingVerifier()
        var setup = try setup()
        setup.verifier = verifier
        setup.configuration.checkInterval = .milliseconds(20)
        try await withStdio(setup) { running in
            let client = running.client
            try await client.send(.modern("subscriptions/listen", ["notifications": [:]], id: 1))
            _ = try await client.next()
            verifier.failure = .unavailable("a test")
            #expect(try await client.isQuiet(for: .milliseconds(200)))
            verifier.failure = .revoked
            #expect(try await client.next()?["result"]?["resultType"] == "complete")
        }
    }

    @Test(
        "with a handshake lists are told of, and resources that were subscribed to",
        arguments: ProtocolRevision.withHandshake)
    func session(_ revision: ProtocolRevision) async throws {
        let setup = try setup()
        try await withStdio(setup) { running in
            let client = running.client
            setup.server.toolsChanged()
            try await client.initialize(revision)
            #expect(try await client.isQuiet(for: .milliseconds(100)), "told of what was before the handshake")
            setup.server.resourceUpdated("test://a")
            #expect(try await client.legacy("resources/subscribe", ["uri": "test://a"])["result"] == [:])
            #expect(try await client.legacy("resources/subscribe", ["uri": "test://no"]).code == -32002)
            setup.server.resourceUpdated("test://a")
            #expect(try await client.next()?["params"]?["uri"] == "test://a")
            try setup.server.add { Tool("new", description: "New.") { _, _ in .text("new") } }
            #expect(try await client.next()?["method"] == "notifications/tools/list_changed")
            #expect(try await client.legacy("resources/unsubscribe", ["uri": "test://a"])["result"] == [:])
            setup.server.resourceUpdated("test://a")
            #expect(try await client.isQuiet(for: .milliseconds(100)))
        }
    }
}

/// Accepts every token until it is told to do otherwise.
final class ChangingVerifier: TokenVerifier {
    private let state = Mutex<AuthenticationFailure?>(nil)

    init() {}

    var failure: AuthenticationFailure? {
        get { state.withLock(\.self) }
        set { state.withLock { $0 = newValue } }
    }

    func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        if let failure { throw failure }
        return AccessToken(subject: "any", client: "any")
    }
}
