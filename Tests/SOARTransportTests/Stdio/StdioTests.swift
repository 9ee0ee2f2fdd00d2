//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// One message a line, in both eras (MCP transports, "stdio").
@Suite("Standard input and output")
struct StdioTests {
    @Test("the stateless revision: every request stands alone")
    func modern() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            let discovered = try await client.modern("server/discover")
            #expect(discovered["result"]?["supportedVersions"]?[0] == "2026-07-28")
            #expect(discovered["result"]?["capabilities"]?["tools"] == ["listChanged": true])
            #expect(try await client.modern("tools/list", id: "l")["result"]?["tools"]?[0]?["name"] == "count")
            #expect(try await client.modern("ping").code == -32601)
            #expect(try await client.modern("resources/subscribe", ["uri": "test://a"]).code == -32601)
            #expect(try await client.modern("tools/call", ["name": "nope"]).code == -32602)
            var meta = MCPTestClient.meta([:]).objectValue ?? [:]
            meta["io.modelcontextprotocol/protocolVersion"] = "2031-01-01"
            let future = JSONValue.request("server/discover", ["_meta": .object(meta)], id: 5)
            try await client.send(future)
            #expect(try await client.answer(5)["error"]?["data"]?["requested"] == "2031-01-01")
            meta["io.modelcontextprotocol/protocolVersion"] = 7
            try await client.send(.request("server/discover", ["_meta": .object(meta)], id: 6))
            #expect(try await client.answer(6).code == -32602)
        }
    }

    @Test(
        "what a stateless request says of itself marks it, however little of it is there",
        arguments: ["protocolVersion", "clientCapabilities", "clientInfo", "logLevel"])
    func incompleteMeta(_ mark: String) async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            try await client.initialize(.v2025_11_25)
            let values: JSONObject = [
                "protocolVersion": "2026-07-28", "clientCapabilities": [:],
                "clientInfo": ["name": "a", "version": "1"],
                "logLevel": "info",
            ]
            var meta = JSONObject()
            meta["io.modelcontextprotocol/\(mark)"] = values[mark]
            #expect(try await client.legacy("ping", ["_meta": .object(meta)], id: "m").code == -32602)
            // This one is older.
            let task: JSONValue = ["io.modelcontextprotocol/related-task": ["taskId": "t"]]
            #expect(try await client.legacy("ping", ["_meta": task], id: "t")["result"] == [:])
        }
    }

    @Test("a call without a name is one with wrong parameters, for there are no headers to compare")
    func nameless() async throws {
        try await withStdio(StdioSetup()) { running async throws in
            for params: JSONObject in [[:], ["name": 5]] {
                #expect(try await running.client.modern("tools/call", params).code == -32602)
            }
        }
    }

    @Test("the revisions with a handshake", arguments: ProtocolRevision.withHandshake)
    func legacy(_ revision: ProtocolRevision) async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            let agreed = try await client.initialize(revision)
            #expect(agreed["result"]?["protocolVersion"] == .string(revision.rawValue))
            #expect(agreed["result"]?["capabilities"]?["tools"] == ["listChanged": true])
            #expect(try await client.legacy("ping")["result"] == [:])
            #expect(try await client.legacy("tools/list", id: "l")["result"]?["tools"]?[0]?["name"] == "count")
            #expect(try await client.legacy("tools/call", ["name": "count"]).toolText == "counted to 3")
            #expect(try await client.legacy("server/discover").code == -32601)
        }
    }

    @Test("a handshake that proposes what has none ends at the newest that has one", arguments: ["2026-07-28", "1999"])
    func negotiated(_ proposed: String) async throws {
        try await withStdio(StdioSetup()) { running in
            let agreed = try await running.client.initialize(ProtocolRevision(rawValue: proposed))
            #expect(agreed["result"]?["protocolVersion"] == "2025-11-25")
        }
    }

    @Test("progress comes before the answer, in order", arguments: [nil] + ProtocolRevision.withHandshake)
    func progress(_ revision: ProtocolRevision?) async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            if let revision { try await client.initialize(revision) }
            let params: JSONObject = ["name": "count", "arguments": ["to": 200]]
            if revision == nil {
                try await client.send(.modern("tools/call", params, id: 9, meta: ["progressToken": "p"]))
            } else {
                try await client.send(
                    .request("tools/call", params.merging(["_meta": ["progressToken": "p"]]), id: 9))
            }
            for step in 1...200 {
                let message = try await client.next()
                #expect(message?["params"]?["progress"] == .integer(Int64(step)))
                #expect(message?["params"]?["progressToken"] == "p")
            }
            #expect(try await client.next()?.toolText == "counted to 200")
        }
    }

    @Test("both eras on one connection, each message in its own")
    func mixed() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            #expect(try await client.modern("tools/list")["result"]?["resultType"] == "complete")
            try await client.initialize(.v2025_06_18)
            #expect(try await client.legacy("tools/list")["result"]?["resultType"] == nil)
            #expect(try await client.modern("tools/list")["result"]?["resultType"] == "complete")
        }
    }

    @Test("without a handshake it is as lenient as the oldest revision")
    func early() async throws {
        try await withStdio(StdioSetup()) { running in
            let pong = try await running.client.legacy("ping")
            #expect(pong["result"] == [:])
            #expect(try await running.client.legacy("tools/list")["result"]?["tools"]?[0]?["title"] == nil)
            #expect(try await running.client.legacy("resources/subscribe", ["uri": "test://a"]).code == -32601)
        }
    }

    @Test("a second handshake takes the place of the first")
    func again() async throws {
        let setup = try StdioSetup()
        try await withStdio(setup) { running in
            let client = running.client
            try await client.initialize(.v2025_03_26)
            try await client.initialize(.v2025_11_25)
            try await client.send([.request("ping", id: 1)])
            #expect(try await client.next()?.code == -32600)
            setup.server.toolsChanged()
            #expect(try await client.next()?["method"] == "notifications/tools/list_changed")
            #expect(try await client.isQuiet(for: .milliseconds(100)), "the first one is told, too")
        }
    }

    @Test("all that is sent at once is answered, whatever comes first")
    func pipelined() async throws {
        try await withStdio(StdioSetup()) { running in
            let client = running.client
            let hello: JSONObject = ["protocolVersion": "2025-03-26", "capabilities": [:]]
            var bytes = client.line(.request("initialize", hello, id: "init"))
            bytes += client.line(.request("notifications/initialized", id: nil))
            bytes += client.line([.request("ping", id: "a"), .request("ping", id: "b")])
            for id in 0..<1000 {
                bytes += client.line(.request("tools/call", ["name": "count"], id: .integer(Int64(id))))
            }
            try await client.send(bytes: bytes)
            #expect(try await client.next()?["id"] == "init")
            var ids: Set<JSONValue> = []
            while ids.count < 1001, let message = try await client.next() {
                #expect(message.code == nil, "\(message.text())")
                ids.insert(message["id"] ?? .array((message.arrayValue ?? []).compactMap { $0["id"] }))
            }
            #expect(ids.contains(["a", "b"]))
        }
    }

    @Test("an array is a batch in 2025-03-26 and nothing anywhere else")
    func batches() async throws {
        for revision in ProtocolRevision.withHandshake {
            try await withStdio(StdioSetup()) { running in
                let client = running.client
                try await client.send([.request("ping", id: 1)])
                #expect(try await client.next()?.code == -32600, "before the handshake")
                try await client.initialize(revision)
                try await client.send([
                    .request("tools/call", ["name": "count"], id: 1), .request("nope", id: 2),
                    .request("notifications/cancelled", ["requestId": 77], id: nil),
                ])
                let answer = try await client.next()
                if revision == .v2025_03_26 {
                    #expect(answer?.arrayValue?.map { $0["id"] } == [1, 2])
                    #expect(answer?[0]?.toolText == "counted to 3")
                    #expect(answer?[1]?.code == -32601)
                } else {
                    #expect(answer?.code == -32600)
                    #expect(answer?["id"] == nil)
                }
            }
        }
    }
}
