//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Many callers at once: nobody is taken for somebody else ("Must show" 6).
@Suite("Callers side by side")
struct CallerMixTests {
    private static let tokens = 20
    private static let clients = 200
    private static let calls = 3

    @Test("of 200 clients with 20 tokens every record names the right token, and the use counts add up")
    func records() async throws {
        try await withTemporaryFolder { folder in
            var setup = TestServer.Setup()
            setup.store = try SQLiteStore(path: folder + "/soar_mcp.db")
            try await withTestServer(setup) { server in
                var issued: [(name: String, secret: String)] = []
                for number in 0..<Self.tokens {
                    issued.append(("token-\(number)", try await server.issue("token-\(number)").secret.exposed))
                }
                let known = issued
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    for number in 0..<Self.clients {
                        let (name, secret) = known[number % Self.tokens]
                        let client = server.client(secret).speaking(number.isMultiple(of: 2) ? .v2026_07_28 : nil)
                        tasks.addTask {
                            for _ in 0..<Self.calls {
                                let answer = try await client.tool("list_playbooks_quick", ["category": .string(name)])
                                #expect(answer.status == 200)
                            }
                        }
                    }
                    try await tasks.waitForAll()
                }
                let records = try await server.records()
                #expect(records.count == Self.clients * Self.calls)
                #expect(records.allSatisfy { $0.parameters?["category"] == JSONValue($0.tokenName) })
                let stored = try await server.store.tokens(tenant: .default)
                let names = Dictionary(uniqueKeysWithValues: stored.map { ($0.id, $0.name) })
                #expect(records.allSatisfy { $0.tokenID.flatMap { names[$0] } == $0.tokenName })
                #expect(Set(records.map(\.callID)).count == records.count)

                await server.usage.flush()
                let counted = try await server.store.tokens(tenant: .default)
                #expect(counted.map(\.useCount) == Array(repeating: 30, count: Self.tokens))
                #expect(counted.allSatisfy { $0.lastUsedAt == server.setup.clock.now })
                await server.usage.flush()
                #expect(try await server.store.tokens(tenant: .default).map(\.useCount) == counted.map(\.useCount))
            }
        }
    }

    @Test("the caller is the same as parameter and as task local, also after a wait and in child tasks")
    func taskLocal() async throws {
        var setup = try TestServer.Setup {
            Tool("who", description: "Tells who calls.", annotations: .readOnly) { arguments, context in
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...5)))
                async let child = AuthContext.current?.name
                let names = [context.caller.name, AuthContext.current?.name, await child]
                return .structured(.array(names.map { JSONValue($0) }))
            }
            Resource("test://who", name: "who", description: "Tells who calls.") { context in
                await Task.yield()
                return .text("\(context.caller.name) \(AuthContext.current?.name ?? "nobody")")
            }
        }
        let callers = (0..<Self.tokens).map { AccessToken(subject: "s\($0)", client: "c", name: "caller-\($0)") }
        setup.verifier = StaticTokenVerifier(
            Dictionary(uniqueKeysWithValues: callers.enumerated().map { ("token-\($0)", $1) }))
        try await withTestServer(setup) { server in
            #expect(AuthContext.current == nil)
            try await withThrowingTaskGroup(of: Void.self) { tasks async throws in
                for number in 0..<Self.clients {
                    let caller = number % Self.tokens
                    let client = server.client("token-\(caller)")
                    tasks.addTask {
                        let name = JSONValue.string("caller-\(caller)")
                        let called = try await client.tool("who").structured
                        #expect(called == [name, name, name])
                        let read = try await client.read("test://who").resourceText
                        #expect(read == "caller-\(caller) caller-\(caller)")
                    }
                }
                try await tasks.waitForAll()
            }
        }
    }

    @Test("on one connection every request speaks for its own token")
    func oneConnection() async throws {
        try await withTestServer { server in
            let clients = [
                try await server.client(named: "alice"), try await server.client(named: "bob"), server.client(),
                try await server.client(named: "carol"),
            ]
            let connection = try RawClient(port: server.port)
            // All at once: the answers have to wait for one another.
            try await connection.send(
                clients.flatMap { $0.request("tools/call", ["name": "list_playbooks_quick"]).bytes })
            var statuses: [Int] = []
            for _ in clients { statuses.append(try await connection.readAnswer().status) }
            #expect(statuses == [200, 200, 401, 200])
            #expect(try await server.records().map(\.tokenName) == ["alice", "bob", nil, "carol"])
        }
    }

    @Test("a token that is revoked in this process is refused with the next request")
    func revoked() async throws {
        try await withTestServer { server in
            let issued = try await server.issue("alice")
            let client = server.client(issued.secret.exposed)
            #expect(try await client.call("tools/list").status == 200)
            _ = try await server.store.setToken(issued.token.id, state: .revoked)
            #expect(try await client.call("tools/list").status == 401)
        }
    }

    @Test("a token that another process revokes is refused within a second")
    func revokedElsewhere() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar_mcp.db"
            var setup = TestServer.Setup()
            setup.store = try SQLiteStore(path: path)
            try await withTestServer(setup) { server in
                let issued = try await server.issue("alice")
                let client = server.client(issued.secret.exposed)
                #expect(try await client.call("tools/list").status == 200)
                let other = try SQLiteStore(path: path)
                _ = try await other.setToken(issued.token.id, state: .revoked)
                try await Task.sleep(for: .seconds(1))
                #expect(try await client.call("tools/list").status == 401)
            }
        }
    }
}
