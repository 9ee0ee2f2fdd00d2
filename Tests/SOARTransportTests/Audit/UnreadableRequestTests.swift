//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("Requests of a known caller that can't be read")
struct UnreadableRequestTests {
    @Test("leave a record: whoever tries out a stolen token is seen")
    func leaveARecord() async throws {
        try await withTestServer { server in
            let client = try await server.client(named: "alice")
            let good = client.request("tools/call", ["name": "list_playbooks_quick"])
            let requests: [(TestRequest, Int, String)] = [
                (good.with("Content-Type", "text/plain"), 415, "request"),
                (good.with("Accept", "image/png"), 406, "request"),
                (good.with("Mcp-Method", "tools/list"), 400, "request"),
                (client.speaking(.v2025_11_25).request("tools/call"), 200, "tools/call"),
                (client.speaking(.v2025_11_25).request("resources/read"), 200, "resources/read"),
                (
                    client.speaking(.v2025_11_25).request(
                        "tools/call", ["name": "execute_playbook", "arguments": [1]]), 200, "tools/call"
                ),
            ]
            for (number, (request, status, action)) in requests.enumerated() {
                #expect(try await client.send(request).status == status)
                let records = try await server.records()
                try #require(records.count == number + 1)
                #expect(records[number].action == action)
                #expect(records[number].outcome == .failure)
                #expect(records[number].tokenName == "alice")
            }
        }
    }

    @Test("an outage in the middle of a batch does not lose the answers that are there")
    func batchKeepsAnswers() async throws {
        let store = InMemoryStore()
        let audit = BreakableAuditLog(store)
        var setup = TestServer.Setup()
        setup.store = store
        setup.auditLog = audit
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice").speaking(nil)
            let list: JSONValue = [
                "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": ["name": "list_playbooks_quick"],
            ]
            let unknown: JSONValue = ["jsonrpc": "2.0", "id": 2, "method": "resources/read", "params": ["uri": "x:y"]]
            audit.fail(after: 1)
            let answer = try await client.post([list, unknown])
            #expect(answer.status == 200)
            #expect(answer.json?[0]?["result"]?["isError"] == false)
            #expect(answer.json?[1]?["error"]?["code"] == -32603)
            #expect(try await client.post([list]).status == 503)
        }
    }
}
