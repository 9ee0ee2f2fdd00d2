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

/// The caller is checked like any other.
@Suite("The token on standard input")
struct StdioTokenTests {
    /// A store with one token, and a transport that has it.
    private func setup(
        scopes: Set<Scope> = Scope.standard, expiresAt: Date? = nil
    ) async throws -> (StdioSetup, InMemoryStore, CountingTokenStore, APIToken) {
        let store = InMemoryStore()
        let tokens = CountingTokenStore(store)
        let secret = APITokenSecret()
        let token = try await store.insertToken(
            NewAPIToken(name: "alice", scopes: scopes, secret: secret, createdAt: Date(), expiresAt: expiresAt))
        var setup = try StdioSetup {
            Tool(
                "secret", description: "Needs more.", annotations: .readOnly,
                requirement: Requirement(Scope(rawValue: "no:such"))
            ) { _, _ in .text("secret") }
        }
        setup.verifier = DatabaseTokenVerifier(tokens)
        setup.token = BearerToken(secret.exposed)
        setup.audit = store
        return (setup, store, tokens, token)
    }

    private func records(_ store: InMemoryStore) async throws -> [AuditRecord] {
        var query = AuditQuery()
        query.hidesSettledIntents = false
        return try await store.auditRecords(query).reversed()
    }

    @Test("a token that is taken back is refused on the next request, in both eras, and the client hears it")
    func revoked() async throws {
        let (setup, store, _, token) = try await setup()
        try await withStdio(setup) { running in
            let client = running.client
            try await client.initialize(.v2025_11_25)
            #expect(try await client.legacy("tools/list")["result"] != nil)
            _ = try await store.setToken(token.id, state: .disabled)
            #expect(try await client.legacy("tools/list").code == -32600)
            _ = try await store.setToken(token.id, state: .enabled)
            #expect(try await client.legacy("tools/list")["result"] != nil)
            _ = try await store.setToken(token.id, state: .revoked)
            for answer in [
                try await client.legacy("tools/call", ["name": "count"]),
                try await client.modern("tools/call", ["name": "count"]), try await client.legacy("ping"),
                try await client.initialize(.v2025_11_25),
            ] {
                #expect(answer.code == -32600)
                #expect(answer["error"]?["data"]?["error"] == "invalid_token")
            }
        }
        #expect(try await records(store).filter { $0.outcome == .denied }.map(\.error).contains("revoked"))
    }

    @Test("who can't be asked refuses, and does so no longer than that")
    func outage() async throws {
        let (setup, _, tokens, _) = try await setup()
        try await withStdio(setup) { running in
            let client = running.client
            #expect(try await client.modern("tools/list")["result"] != nil)
            tokens.isBroken = true
            try await Task.sleep(for: .milliseconds(1050))
            let refused = try await client.modern("tools/list")
            #expect(refused.code == -32603)
            #expect(refused["error"]?["data"]?["error"] == "temporarily_unavailable")
            #expect(!refused.text().contains("broken"))
            tokens.isBroken = false
            #expect(try await client.modern("tools/list")["result"] != nil)
        }
    }

    @Test("an audit log that can't be written refuses, too")
    func unrecorded() async throws {
        var (setup, store, _, _) = try await setup()
        let audit = BreakableAuditLog(store)
        setup.audit = audit
        try await withStdio(setup) { running in
            audit.fail(after: 0)
            let refused = try await running.client.modern("tools/call", ["name": "count"])
            #expect(refused.code == -32603)
            audit.fail(after: nil)
            #expect(try await running.client.modern("tools/call", ["name": "count"]).toolText == "counted to 3")
        }
    }

    @Test("what the token does not allow is neither listed nor done, and told by its scopes")
    func scopes() async throws {
        let (setup, store, _, _) = try await setup()
        try await withStdio(setup) { running in
            let client = running.client
            let tools = try await client.modern("tools/list")["result"]?["tools"]?.arrayValue ?? []
            #expect(tools.map { $0["name"] } == ["count"])
            let refused = try await client.modern("tools/call", ["name": "secret"])
            #expect(refused.code == -32600)
            #expect(refused["error"]?["data"] == ["error": "insufficient_scope", "scopes": ["no:such"]])
        }
        #expect(try await records(store).map(\.outcome).contains(.denied))
    }

    @Test("a token that is refused at the start serves nobody")
    func refusedAtStart() async throws {
        for failure in [AuthenticationFailure.unknown, .expired, .revoked, .unavailable("a test")] {
            var setup = try StdioSetup()
            let verifier = ChangingVerifier()
            verifier.failure = failure
            setup.verifier = verifier
            await #expect(throws: failure) {
                try await withStdio(setup) { running in
                    let rest = try await running.client.rest()
                    #expect(rest.isEmpty)
                }
            }
        }
    }

    @Test("every call is recorded with the client's name, also what could not be read")
    func recorded() async throws {
        let (setup, store, _, _) = try await setup()
        try await withStdio(setup) { running in
            let client = running.client
            _ = try await client.modern("tools/call", ["name": "count"])
            try await client.initialize(.v2025_11_25)
            _ = try await client.legacy("tools/call", ["name": "count"])
            try await client.send(bytes: "garbage\n".utf8)
            _ = try await client.next()
        }
        let records = try await records(store)
        #expect(records.map(\.action) == ["count", "count", "request"])
        #expect(records.map(\.userAgent) == ["test/1", "tester/7", "tester/7"])
        #expect(records.allSatisfy { $0.peer == "stdio" && $0.tokenName == "alice" })
        #expect(Set(records.map(\.callID)).count == 3)
        #expect(records.last?.error == "JSON-RPC -32700")
    }
}
