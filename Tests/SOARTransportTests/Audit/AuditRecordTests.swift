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

/// One record for every call, with everything in it, and the intent before the effect ("Audit").
@Suite("Audit records")
struct AuditRecordTests {
    private static let run: JSONValue = ["playbook_id": 7, "parameters": ["src": "10.0.0.1"], "event_id": 0]

    @Test("a read has one record with who, what, when, from where, and what came of it")
    func read() async throws {
        try await withTestServer { server in
            let issued = try await server.issue("alice")
            var client = server.client(issued.secret.exposed)
            client.userAgent = "Cherry Studio/1.0"
            _ = try await client.tool("list_playbooks_quick", ["limit": 5])
            let records = try await server.records()
            let record = try #require(records.first)
            #expect(records.count == 1)
            #expect(record.phase == .outcome)
            #expect(record.outcome == .success)
            #expect(record.tokenID == issued.token.id)
            #expect(record.tokenName == "alice")
            #expect(record.tenant == .default)
            #expect(record.action == "list_playbooks_quick")
            #expect(record.resource == "soar://playbooks")
            #expect(record.parameters == ["limit": 5])
            #expect(record.error == nil)
            #expect(record.latency > .zero && record.latency < .seconds(10))
            #expect(record.peer == "127.0.0.1")
            #expect(record.userAgent == "Cherry Studio/1.0")
            #expect(record.time == server.setup.clock.now)
            #expect(!record.callID.isEmpty)
        }
    }

    @Test("each tool and resource is recorded as what it is about")
    func resources() async throws {
        let expected: [(String, JSONValue, String)] = [
            ("list_playbooks_quick", [:], "soar://playbooks"),
            ("query_playbook_execution_params", ["playbook_id": 7], "soar://playbooks/7"),
            ("query_playbook_execution_params", ["playbook_id": "7"], "soar://playbooks/7"),
            ("query_playbook_execution_status_by_activity_id", ["activity_id": "a-1"], "soar://executions/a-1/status"),
            ("query_playbook_execution_result_by_activity_id", ["activity_id": "a-1"], "soar://executions/a-1/result"),
        ]
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            for (tool, arguments, _) in expected { _ = try await client.tool(tool, arguments) }
            for uri in ["soar://applications", "soar://playbooks", "soar://executions"] {
                _ = try await client.read(uri)
            }
            let records = try await server.records()
            #expect(records.prefix(5).map(\.action) == expected.map(\.0))
            #expect(records.prefix(5).map(\.resource) == expected.map(\.2))
            #expect(records.dropFirst(5).map(\.action) == ["resources/read", "resources/read", "resources/read"])
            #expect(
                records.dropFirst(5).map(\.resource) == [
                    "soar://applications", "soar://playbooks", "soar://executions",
                ])
            #expect(records.allSatisfy { $0.outcome == .success })
            #expect(Set(records.map(\.callID)).count == 8)
        }
    }

    @Test("an execution has its intent on record before the platform is asked, and its outcome before the answer")
    func intentFirst() async throws {
        let store = InMemoryStore()
        let seen = Mutex<[AuditRecord]>([])
        var platform = ScriptedPlatform()
        platform.onExecute = { _ throws(PlatformError) in
            let records = try? await store.auditRecords(AuditQuery())
            seen.withLock { $0 = records ?? [] }
            return try ScriptedPlatform.activity("activity-9")
        }
        var setup = TestServer.Setup()
        setup.store = store
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            #expect(try await client.tool("execute_playbook", Self.run).isToolError == false)
            let before = seen.withLock { $0 }
            let intent = try #require(before.first)
            #expect(before.count == 1)
            #expect(intent.phase == .intent)
            #expect(intent.outcome == .pending)
            #expect(intent.action == "execute_playbook")
            #expect(intent.resource == "soar://playbooks/7/execute")
            #expect(intent.parameters == Self.run)
            #expect(intent.tokenName == "alice")
            let records = try await server.records()
            #expect(records.map(\.phase) == [.intent, .outcome])
            #expect(records.map(\.outcome) == [.pending, .success])
            #expect(Set(records.map(\.callID)).count == 1)
            #expect(try await store.auditRecords(AuditQuery()).map(\.phase) == [.outcome])
        }
    }

    @Test("a refusal of credentials is recorded with the reason that the caller is not told")
    func denied() async throws {
        try await withTestServer { server in
            let disabled = try await server.issue("off")
            _ = try await server.store.setToken(disabled.token.id, state: .disabled)
            let expired = try await server.issue("old", expiresAt: server.setup.clock.now)
            var client = server.client()
            client.userAgent = "curl/8"
            let tokens = [nil, "soar_short", APITokenSecret().exposed, disabled.secret.exposed, expired.secret.exposed]
            for token in tokens { _ = try await client.with(token: token).call("tools/list") }
            _ = try await client.send(client.request("tools/list").with("Authorization", "Bearer"))
            _ = try await client.send(client.request("tools/list").with(target: "/mcp?token="))
            let records = try await server.records()
            #expect(
                records.map(\.error) == [
                    "missing", "malformed_token", "unknown", "disabled", "expired", "malformed_header",
                    "malformed_query",
                ])
            for record in records {
                #expect(record.outcome == .denied)
                #expect(record.phase == .outcome)
                #expect(record.action == "authenticate")
                #expect(record.parameters == nil)
                #expect(record.peer == "127.0.0.1")
                #expect(record.userAgent == "curl/8")
                #expect(record.latency > .zero)
            }
        }
    }

    @Test("what went wrong is recorded, for the operator")
    func failures() async throws {
        var platform = ScriptedPlatform()
        platform.onExecute = { _ throws(PlatformError) in throw PlatformError(.unreachable, "The platform is away.") }
        var setup = TestServer.Setup()
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            _ = try await client.tool("execute_playbook", Self.run)
            _ = try await client.tool("execute_playbook", ["playbook_id": 8])
            _ = try await client.tool("no_such_tool", ["a": 1])
            _ = try await client.read("soar://none")
            let records = try await server.records().filter { $0.phase == .outcome }
            #expect(records.map(\.outcome) == [.failure, .failure, .failure, .failure])
            #expect(records.allSatisfy { $0.error?.isEmpty == false })
            #expect(records[0].error?.contains("unreachable") == true)
            #expect(records[2].action == "no_such_tool")
            #expect(records[3].resource == "soar://none")
        }
    }

    @Test("a caller that is not one of our tokens is recorded by its name")
    func foreignCaller() async throws {
        var setup = TestServer.Setup()
        let caller = AccessToken(
            subject: "user-1", client: "c", name: "Bob", tenant: TenantID(rawValue: "red"), scopes: Scope.standard)
        setup.verifier = StaticTokenVerifier(["t": caller])
        try await withTestServer(setup) { server in
            _ = try await server.client("t").tool("list_playbooks_quick")
            let record = try #require(try await server.records().first)
            #expect(record.tokenID == nil)
            #expect(record.tokenName == "Bob")
            #expect(record.tenant == TenantID(rawValue: "red"))
        }
    }

    @Test("what does nothing and reads nothing leaves no record")
    func quiet() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            _ = try await client.call("tools/list")
            _ = try await client.call("server/discover")
            _ = try await client.speaking(.v2025_06_18).call("ping")
            #expect(try await server.records().isEmpty)
        }
    }
}
