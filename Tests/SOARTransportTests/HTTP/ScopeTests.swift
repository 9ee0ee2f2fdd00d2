//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What a token may see and do (requirements G63, G64, G72).
@Suite("Scopes")
struct ScopeTests {
    private static let tools: [Scope: Set<String>] = [
        .playbooksRead: ["list_playbooks_quick", "query_playbook_execution_params"],
        .playbooksExecute: ["list_playbooks_quick", "query_playbook_execution_params", "execute_playbook"],
        .executionsRead: [
            "query_playbook_execution_status_by_activity_id", "query_playbook_execution_result_by_activity_id",
        ],
        .applicationsRead: [], .admin: [],
    ]
    private static let resources: [Scope: Set<String>] = [
        .playbooksRead: ["soar://playbooks"], .playbooksExecute: ["soar://playbooks"],
        .executionsRead: ["soar://executions"], .applicationsRead: ["soar://applications"], .admin: [],
    ]
    private static let arguments: [String: JSONValue] = [
        "list_playbooks_quick": [:], "query_playbook_execution_params": ["playbook_id": 7],
        "execute_playbook": ["playbook_id": 7, "parameters": ["src": "10.0.0.1"]],
        "query_playbook_execution_status_by_activity_id": ["activity_id": "activity-1"],
        "query_playbook_execution_result_by_activity_id": ["activity_id": "activity-1"],
    ]

    @Test(
        "a list holds what the scope opens, and a call of anything else is 403 and changes nothing",
        arguments: Scope.all)
    func scope(_ scope: Scope) async throws {
        let platform = ScriptedPlatform()
        var setup = TestServer.Setup()
        setup.platform = platform
        try await withTestServer(setup) { server in
            let open = try await server.client(named: "scoped", scopes: [scope])
            for client in [open, open.speaking(.v2025_06_18)] {
                let listed = try await client.call("tools/list").result?["tools"]?.arrayValue
                #expect(Set(try #require(listed).compactMap { $0["name"]?.stringValue }) == Self.tools[scope])
                let uris = try await client.call("resources/list").result?["resources"]?.arrayValue
                #expect(Set(try #require(uris).compactMap { $0["uri"]?.stringValue }) == Self.resources[scope])
                for (name, arguments) in Self.arguments {
                    let answer = try await client.tool(name, arguments)
                    #expect(answer.status == (Self.tools[scope]?.contains(name) == true ? 200 : 403))
                }
                for uri in ["soar://playbooks", "soar://executions", "soar://applications"] {
                    let isOpen = Self.resources[scope]?.contains(uri) == true
                    #expect(try await client.read(uri).status == (isOpen ? 200 : 403))
                }
            }
        }
        #expect(platform.log.executions.count == (scope == .playbooksExecute ? 2 : 0))
    }

    @Test("a refusal names the scopes that it takes, in the challenge and in the body")
    func challenge() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "reader", scopes: [.playbooksRead])
            let answer = try await client.tool("execute_playbook", ["playbook_id": 7])
            #expect(answer.status == 403)
            #expect(answer.json?["error"] == "insufficient_scope")
            #expect(answer.json?["reason"] == "insufficient_scope")
            #expect(answer.json?["scopes"] == ["playbooks:execute"])
            let challenge = try #require(answer["WWW-Authenticate"])
            #expect(challenge.hasPrefix("Bearer "))
            #expect(challenge.contains("error=\"insufficient_scope\""))
            #expect(challenge.contains("scope=\"playbooks:execute\""))
            #expect(!challenge.contains("offline_access"))
        }
    }

    @Test("all scopes of an operation are named, whatever the caller has of them")
    func allScopes() async throws {
        let tool = Tool("both", description: "Both.", requirement: Requirement(.playbooksRead, .admin)) { _, _ in
            .text("")
        }
        var setup = try TestServer.Setup { tool }
        setup.verifier = StaticTokenVerifier([
            "one": AccessToken(subject: "one", client: "c", scopes: [.playbooksRead]),
            "all": AccessToken(subject: "all", client: "c", scopes: [.playbooksExecute, .admin]),
        ])
        try await withTestServer(setup) { server in
            let answer = try await server.client("one").tool("both")
            #expect(answer.status == 403)
            #expect(answer["WWW-Authenticate"]?.contains("scope=\"playbooks:read admin\"") == true)
            #expect(try await server.client("one").call("tools/list").result?["tools"] == [])
            #expect(try await server.client("all").tool("both").status == 200)
        }
    }

    @Test("a token without any scope is known, sees nothing and does nothing")
    func noScopes() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "nothing", scopes: [])
            #expect(try await client.call("tools/list").result?["tools"] == [])
            #expect(try await client.call("resources/list").result?["resources"] == [])
            #expect(try await client.tool("list_playbooks_quick").status == 403)
            #expect(try await client.call("server/discover").status == 200)
        }
    }

    @Test("in a batch the refused one is told with its scopes, and the others are answered")
    func batch() async throws {
        let platform = ScriptedPlatform()
        var setup = TestServer.Setup()
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "reader", scopes: [.playbooksRead]).speaking(nil)
            func call(_ id: Int, _ name: String, _ arguments: JSONValue) -> JSONValue {
                [
                    "jsonrpc": "2.0", "id": JSONValue(id), "method": "tools/call",
                    "params": ["name": .string(name), "arguments": arguments],
                ]
            }
            let answer = try await client.post([
                call(1, "execute_playbook", ["playbook_id": 7, "parameters": ["src": "a"]]),
                call(2, "list_playbooks_quick", [:]),
            ])
            #expect(answer.status == 200)
            #expect(answer.json?[0]?["result"] == nil)
            #expect(answer.json?[0]?["error"]?["data"]?["scopes"] == ["playbooks:execute"])
            #expect(answer.json?[1]?["result"]?["isError"] == false)
            #expect(try await server.records().map(\.outcome) == [.denied, .success])
        }
        #expect(platform.log.executions.isEmpty)
    }

    @Test("a refusal is recorded with who, what and why")
    func recorded() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "reader", scopes: [.executionsRead])
            _ = try await client.tool("execute_playbook", ["playbook_id": 7])
            _ = try await client.read("soar://applications")
            let records = try await server.records()
            #expect(records.map(\.outcome) == [.denied, .denied])
            #expect(records.map(\.action) == ["execute_playbook", "resources/read"])
            #expect(records.map(\.resource) == ["soar://playbooks/7/execute", "soar://applications"])
            #expect(records.map(\.tokenName) == ["reader", "reader"])
            #expect(records.map(\.error) == ["insufficient_scope", "insufficient_scope"])
            #expect(records.map(\.phase) == [.outcome, .outcome])
        }
    }
}
