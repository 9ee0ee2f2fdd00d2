//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import InMemoryLogging
import Logging
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// A token that is used in every way shows up nowhere ("Must show" 5).
@Suite("A canary token")
struct CanaryTests {
    /// Every way to hand a token over, the wrong ones above all.
    private func requests(_ token: String, _ client: MCPTestClient) -> [TestRequest] {
        let plain = client.with(token: nil)
        let list = plain.request("tools/list")
        let modern = [
            client.request("tools/list"), client.request("tools/call", ["name": "list_playbooks_quick"]),
            list.with(target: "/mcp?token=\(token)"), list.with(target: "/mcp/?a=1&token=\(token)"),
            list.with(target: "/mcp?token=\(token)&token=\(token)"), list.with(target: "/mcp?token=%20\(token)"),
            list.with(target: "/\(token)"), list.with(target: "/health?token=\(token)"),
            list.with(target: "//mcp?token=\(token)"),
            list.with(method: "GET", target: "/mcp?token=\(token)"), list.with(method: token, target: "/mcp"),
            list.with("Authorization", "Bearer \(token)").adding("Authorization", "Bearer \(token)"),
            list.with("Authorization", "Basic \(token)"), list.with("Authorization", "Bearer \(token) \(token)"),
            list.with("Authorization", token), list.with("Authorization", "Bearer \(token)x"),
            list.with("Authorization", "Bearer \(token.dropLast())"), list.with("Cookie", "token=\(token)"),
            list.with("Host", token), list.with("Origin", "http://\(token)"), list.with("Accept", token),
            client.request("tools/list").with("Content-Type", token),
            client.request("tools/list").with("Mcp-Method", token),
            client.request("tools/list").with("MCP-Protocol-Version", token),
            client.request("tools/call", ["name": "list_playbooks_quick"]).with("Mcp-Name", token),
            client.request("tools/list").with("User-Agent", "agent/\(token)"), client.request(token),
            client.request("tools/list", ["cursor": .string(token)]),
            client.request("tools/list", ["_meta": MCPTestClient.meta(.init(rawValue: token))]),
            TestRequest(Array(token.utf8), token: token), list.with("X-\(token)", token),
        ]
        return modern + arguments(token, client) + arguments(token, client.speaking(.v2025_06_18))
            + arguments(token, client.speaking(nil)) + [
                client.speaking(nil).request([["jsonrpc": "2.0", "id": 1, "method": .string(token)], .string(token)])
            ]
    }

    private func arguments(_ token: String, _ client: MCPTestClient) -> [TestRequest] {
        let value = JSONValue.string(token)
        func tool(_ name: String, _ arguments: JSONValue) -> TestRequest {
            client.request("tools/call", ["name": .string(name), "arguments": arguments])
        }
        return [
            tool(token, [:]), tool("x \(token)", [:]), tool("list_playbooks_quick", ["category": value]),
            tool("list_playbooks_quick", .object([token: 1])), tool("list_playbooks_quick", ["limit": value]),
            tool("list_playbooks_quick", value), tool("query_playbook_execution_params", ["playbook_id": value]),
            tool("execute_playbook", ["playbook_id": value]),
            tool("execute_playbook", ["playbook_id": 7, "parameters": .object([token: value])]),
            tool("execute_playbook", ["playbook_id": 7, "parameters": ["src": value]]),
            tool("execute_playbook", ["playbook_id": 7, "parameters": value, "event_id": value]),
            tool("query_playbook_execution_status_by_activity_id", ["activity_id": value]),
            tool("query_playbook_execution_result_by_activity_id", .object([token: value])),
            client.request("resources/read", ["uri": value]),
            client.request("resources/read", ["uri": "soar://\(token)"]),
            client.request("resources/read", ["uri": "soar://playbooks?token=\(token)"]),
            client.request("initialize", ["protocolVersion": value]), client.request("token/\(token)"),
        ]
    }

    @Test("good, bad, doubled, in the query, as a name, as a value: no answer, log line, record or file has it")
    func canary() async throws {
        var log = InMemoryLogHandler()
        log.logLevel = .trace
        let handler = log
        try await withTemporaryFolder { folder in
            var setup = TestServer.Setup()
            setup.store = try SQLiteStore(path: folder + "/soar_mcp.db")
            setup.logger = Logger(label: "test") { _ in handler }
            setup.logger.logLevel = .trace
            try await withTestServer(setup) { server in
                let good = try await server.issue("good").secret.exposed
                let mistyped = String(good.dropLast()) + (good.hasSuffix("a") ? "b" : "a")
                for token in [good, mistyped, APITokenSecret().exposed] {
                    let secret = token.dropFirst(APITokenSecret.prefixLength)
                    for request in requests(token, server.client(token)) {
                        let connection = try RawClient(port: server.port)
                        try await connection.send(request.adding("Connection", "close").bytes)
                        let answer = try await connection.readToEnd().text
                        #expect(answer.hasPrefix("HTTP/1.1 "))
                        #expect(!answer.contains(secret.prefix(12)), "\(request.method) \(request.target): \(answer)")
                    }
                    #expect(try await !"\(server.records())".contains(secret.prefix(12)))
                    await server.usage.flush()
                    for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
                        let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
                        #expect(data.range(of: Data(secret.prefix(12).utf8)) == nil, "\(file)")
                    }
                    let lines = handler.entries.map { "\($0.message) \($0.metadata) \($0.error.map { "\($0)" } ?? "")" }
                    #expect(!lines.contains { $0.contains(secret.prefix(12)) })
                }
                #expect(try await server.records().count > 100)
            }
        }
        #expect(!handler.entries.isEmpty)
    }
}
