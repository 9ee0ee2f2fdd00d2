//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import InMemoryLogging
import Logging
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Whoever can't be asked refuses: 503, never 401 and never a pass ("Fail closed").
@Suite("Outages")
struct OutageTests {
    private func expectUnavailable(_ answer: TestAnswer) {
        #expect(answer.status == 503)
        #expect(answer["Retry-After"].flatMap { Int($0) } ?? 0 > 0)
        #expect(answer["WWW-Authenticate"] == nil)
        #expect(answer.json?["reason"] == "temporarily_unavailable")
        for word in ["broken", "secret-path", "store", "Error"] { #expect(!answer.body.contains(word)) }
    }

    @Test("a token store that can't be asked: 503, and good again right after it can")
    func brokenStore() async throws {
        let store = InMemoryStore()
        let tokens = CountingTokenStore(store)
        var setup = TestServer.Setup()
        setup.store = store
        setup.tokens = tokens
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            tokens.isBroken = true
            expectUnavailable(try await client.call("tools/list"))
            expectUnavailable(try await client.with(token: APITokenSecret().exposed).call("tools/list"))
            #expect(try await server.records().map(\.error) == ["unavailable", "unavailable"])
            #expect(try await client.with(token: nil).call("tools/list").status == 401)
            #expect(try await client.with(token: "soar_mistyped").call("tools/list").status == 401)
            tokens.isBroken = false
            #expect(try await client.call("tools/list").status == 200)
        }
    }

    @Test("a token that was good is not believed for more than a second without the store")
    func brokenLater() async throws {
        let store = InMemoryStore()
        let tokens = CountingTokenStore(store)
        var setup = TestServer.Setup()
        setup.store = store
        setup.tokens = tokens
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            #expect(try await client.call("tools/list").status == 200)
            tokens.isBroken = true
            try await Task.sleep(for: .milliseconds(1050))
            expectUnavailable(try await client.call("tools/list"))
        }
    }

    @Test("without a record nothing happens: the platform is not called")
    func brokenAudit() async throws {
        let store = InMemoryStore()
        let platform = ScriptedPlatform()
        let audit = BreakableAuditLog(store)
        var setup = TestServer.Setup()
        setup.store = store
        setup.auditLog = audit
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            audit.fail(after: 0)
            let arguments: JSONValue = ["playbook_id": 7, "parameters": ["src": "10.0.0.1"]]
            expectUnavailable(try await client.tool("execute_playbook", arguments))
            expectUnavailable(try await client.tool("list_playbooks_quick"))
            expectUnavailable(try await client.tool("none"))
            expectUnavailable(try await client.read("soar://playbooks"))
            expectUnavailable(try await client.read("soar://none"))
            expectUnavailable(try await client.with(token: nil).call("tools/list"))
            expectUnavailable(try await client.with(token: "soar_x").call("tools/list"))
            #expect(platform.log.executions.isEmpty)
            #expect(try await server.records().isEmpty)
            let batch = client.speaking(nil).request([
                [
                    "jsonrpc": "2.0", "id": 1, "method": "tools/call",
                    "params": ["name": "execute_playbook", "arguments": arguments],
                ]
            ])
            expectUnavailable(try await client.send(batch))
            #expect(platform.log.executions.isEmpty)
            audit.fail(after: nil)
            #expect(try await client.tool("execute_playbook", arguments).isToolError == false)
            #expect(platform.log.executions.count == 1)
        }
    }

    @Test("where the record of the outcome can't be written, the caller is not told of a success, nor to try again")
    func brokenOutcome() async throws {
        let store = InMemoryStore()
        let platform = ScriptedPlatform()
        let audit = BreakableAuditLog(store)
        var setup = TestServer.Setup()
        setup.store = store
        setup.auditLog = audit
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            audit.fail(after: 1)
            let answer = try await client.tool(
                "execute_playbook", ["playbook_id": 7, "parameters": ["src": "10.0.0.1"]])
            #expect(answer.isToolError)
            #expect(answer.text?.contains("Do not repeat it") == true)
            #expect(answer["Retry-After"] == nil)
            #expect(!answer.body.contains("activity") && !answer.body.contains("secret-path"))
            #expect(platform.log.executions.count == 1)
            let records = try await store.auditRecords(AuditQuery())
            #expect(records.map(\.phase) == [.intent])
            #expect(records.map(\.outcome) == [.pending])
        }
    }

    @Test("the log says what was wrong, and not to the caller")
    func logged() async throws {
        let log = InMemoryLogHandler()
        let store = InMemoryStore()
        let audit = BreakableAuditLog(store)
        var setup = TestServer.Setup()
        setup.store = store
        setup.auditLog = audit
        setup.logger = Logger(label: "test") { _ in log }
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            audit.fail(after: 0)
            expectUnavailable(try await client.tool("list_playbooks_quick"))
        }
        #expect(log.entries.contains { "\($0.metadata)".contains("audit-broken-by-a-test") && $0.level == .error })
    }

    @Test("a catalogue that can't be asked: 503, recorded as a failure")
    func brokenCatalog() async throws {
        var setup = try TestServer.Setup {
            Tool("reads", description: "Reads.", annotations: .readOnly) { _, _ in
                throw StoreError(.unavailable, "catalogue broken at /var/lib/secret-path")
            }
            Resource("test://reads", name: "reads", description: "Reads.") { _ in
                throw StoreError(.unavailable, "catalogue broken at /var/lib/secret-path")
            }
        }
        setup.verifier = StaticTokenVerifier([TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any")])
        try await withTestServer(setup) { server in
            expectUnavailable(try await server.anybody.tool("reads"))
            expectUnavailable(try await server.anybody.read("test://reads"))
            let records = try await server.records()
            #expect(records.map(\.outcome) == [.failure, .failure])
            #expect(records.allSatisfy { $0.error?.contains("catalogue broken") == true })
        }
    }
}
