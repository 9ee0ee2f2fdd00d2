//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Arrays of messages, which 2025-03-26 has (decision 7, requirement D38).
@Suite("Batches of 2025-03-26")
struct BatchTests {
    private func withServer(_ body: (TestServer, MCPTestClient) async throws -> Void) async throws {
        try await withTestServer(try .samples()) { try await body($0, $0.anybody.speaking(.v2025_03_26)) }
    }

    private func ping(_ id: Int) -> JSONValue { ["jsonrpc": "2.0", "id": JSONValue(id), "method": "ping"] }

    @Test("1 to 50 messages are answered, each with its id", arguments: [1, 2, 50])
    func sizes(_ count: Int) async throws {
        try await withServer { _, client in
            for client in [client, client.speaking(nil)] {
                let answer = try await client.post(.array((0..<count).map(ping)))
                #expect(answer.status == 200)
                let answers = try #require(answer.json?.arrayValue)
                #expect(answers.map { $0["id"] } == (0..<count).map { JSONValue($0) })
                #expect(answers.allSatisfy { $0["result"] == [:] })
            }
        }
    }

    @Test("none and more than 50 are refused as a whole", arguments: [0, 51, 1000])
    func refusedSizes(_ count: Int) async throws {
        try await withServer { _, client in
            let answer = try await client.post(.array((0..<count).map(ping)))
            #expect(answer.status == 400)
            #expect(answer.code == -32600)
            #expect(answer.json?.objectValue?.names.contains("id") == false)
        }
    }

    @Test("nothing but notifications and answers: 202 and no body")
    func onlyNotifications() async throws {
        try await withServer { _, client in
            let answer = try await client.post([
                ["jsonrpc": "2.0", "method": "notifications/initialized"], ["jsonrpc": "2.0", "id": 1, "result": [:]],
            ])
            #expect(answer.status == 202)
            #expect(answer.body.isEmpty)
        }
    }

    @Test("initialize can't be among them, and the others are answered all the same")
    func initialize() async throws {
        try await withServer { _, client in
            let initialize: JSONValue = [
                "jsonrpc": "2.0", "id": "i", "method": "initialize", "params": ["protocolVersion": "2025-03-26"],
            ]
            let answer = try await client.post([initialize, ping(2)])
            #expect(answer.status == 200)
            #expect(answer.json?[0]?["id"] == "i")
            #expect(answer.json?[0]?["error"]?["code"] == -32600)
            #expect(answer.json?[1]?["result"] == [:])
        }
    }

    @Test("each fault is told in its place")
    func mixedFaults() async throws {
        try await withServer { _, client in
            let answer = try await client.post([
                ping(1), 5, ["jsonrpc": "2.0", "id": nil, "method": "ping"], [ping(9)],
                ["jsonrpc": "2.0", "id": 3, "method": "no/such"], ["jsonrpc": "2.0", "method": "no/such"],
                ["jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": ["name": "none"]],
                ["jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": ["name": "fails"]],
            ])
            #expect(answer.status == 200)
            let answers = try #require(answer.json?.arrayValue)
            #expect(answers.map { $0["error"]?["code"] } == [nil, -32600, -32600, -32600, -32601, -32602, nil])
            #expect(answers.map { $0["id"] } == [1, nil, nil, nil, 3, 4, 5])
            #expect(answers[6]["result"]?["isError"] == true)
        }
    }

    @Test("every call among them has a record with an id of its own")
    func audit() async throws {
        try await withServer { server, client in
            let calls = (1...3).map { number -> JSONValue in
                ["jsonrpc": "2.0", "id": JSONValue(number), "method": "tools/call", "params": ["name": "K"]]
            }
            _ = try await client.post(.array(calls))
            let records = try await server.records()
            #expect(records.count == 6)
            #expect(Set(records.map(\.callID)).count == 3)
            for records in Dictionary(grouping: records, by: \.callID).values {
                #expect(records.map(\.phase) == [.intent, .outcome])
            }
        }
    }
}
