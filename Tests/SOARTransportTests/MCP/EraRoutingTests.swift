//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Which revision a request is answered in (requirements B13 to B18).
@Suite("Routing between eras")
struct EraRoutingTests {
    private static let served: JSONValue = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"]

    private func withServer(_ body: (MCPTestClient) async throws -> Void) async throws {
        try await withTestServer(try .samples()) { try await body($0.anybody) }
    }

    @Test("a header with a version that has a handshake decides", arguments: ProtocolRevision.withHandshake)
    func legacyHeader(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let answer = try await client.speaking(revision).call("ping")
            #expect(answer.status == 200)
            #expect(answer.result == [:])
        }
    }

    @Test("a header with a version that has a handshake decides even against a modern _meta")
    func legacyHeaderWins() async throws {
        try await withServer { client in
            let answer = try await client.speaking(.v2025_11_25).call("ping", ["_meta": MCPTestClient.meta()])
            #expect(answer.status == 200)
            #expect(answer.result == [:])
        }
    }

    @Test(
        "any other version is answered in the modern way, with the versions that are served",
        arguments: ["2024-11-05", "2027-01-01", "2026-07-27", "latest", "2025-11-25 "])
    func unknownVersion(_ version: String) async throws {
        try await withServer { client in
            let requested = version.trimmingSpaces
            var request = client.request("ping", ["_meta": MCPTestClient.meta(.init(rawValue: requested))])
            request.set("MCP-Protocol-Version", version)
            let answer = try await client.send(request)
            guard requested != "2025-11-25" else {
                #expect(answer.status == 200)  // Space around a field's value is none of it (RFC 9110 §5.5).
                return
            }
            #expect(answer.status == 400)
            #expect(answer.code == -32022)
            #expect(answer.json?["error"]?["data"] == ["supported": Self.served, "requested": .string(requested)])
            #expect(answer.json?["id"] == 1)
        }
    }

    @Test("a version that has no handshake and no _meta is a call with wrong parameters")
    func unknownVersionWithoutMeta() async throws {
        try await withServer { client in
            let request = client.speaking(nil).request("tools/list").with("MCP-Protocol-Version", "2024-11-05")
            let answer = try await client.send(request)
            #expect(answer.status == 400)
            #expect(answer.code == -32602)
            let message = try #require(answer.json?["error"]?["message"]?.stringValue)
            #expect(message.contains("'_meta'"))
            for revision in ProtocolRevision.withHandshake { #expect(message.contains(revision.rawValue)) }
        }
    }

    @Test("without a header a call is one of 2025-03-26")
    func noHeader() async throws {
        try await withServer { client in
            let tools = try await client.speaking(nil).call("tools/list")
            #expect(tools.status == 200)
            #expect(tools.result?["tools"]?[0]?["name"] == "echo")
            #expect(tools.result?["tools"]?[0]?["outputSchema"] == nil)
            #expect(try await client.speaking(nil).post([["jsonrpc": "2.0", "id": 1, "method": "ping"]]).status == 200)
        }
    }

    @Test("without a header but with a modern _meta a required header is missing")
    func noHeaderButMeta() async throws {
        try await withServer { client in
            let request = client.request("tools/list").with("MCP-Protocol-Version", nil)
            let answer = try await client.send(request)
            #expect(answer.status == 400)
            #expect(answer.code == -32020)
            #expect(answer.json?["id"] == 1)
            for mark in ["clientCapabilities", "clientInfo", "logLevel"] {
                let meta: JSONValue = ["io.modelcontextprotocol/\(mark)": [:]]
                let partial = try await client.speaking(nil).call("tools/list", ["_meta": meta])
                #expect(partial.status == 400)
                #expect(partial.code == -32020)
            }
        }
    }

    @Test("a repeated version header is refused, the same value twice too", arguments: ["2026-07-28", "2025-11-25"])
    func repeatedHeader(_ version: String) async throws {
        try await withServer { client in
            let request = client.request("tools/list").adding("MCP-Protocol-Version", version)
            let answer = try await client.send(request)
            #expect(answer.status == 400)
            #expect(answer.json?["id"] == 1)
            #expect(answer.result == nil)
        }
    }

    @Test(
        "initialize agrees on a version that has a handshake, with and without the header",
        arguments: [
            ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"), ("2025-11-25", "2025-11-25"),
            ("2026-07-28", "2025-11-25"), ("2024-11-05", "2025-11-25"), ("9999-99-99", "2025-11-25"),
            ("", "2025-11-25"),
        ])
    func initialize(_ proposed: String, _ agreed: String) async throws {
        try await withServer { client in
            let params: JSONObject = [
                "protocolVersion": .string(proposed), "capabilities": [:],
                "clientInfo": ["name": "test", "version": "1"],
            ]
            for header in [nil] + ProtocolRevision.withHandshake {
                let answer = try await client.speaking(header).call("initialize", params)
                #expect(answer.status == 200)
                #expect(answer.result?["protocolVersion"] == .string(agreed))
                #expect(answer["Mcp-Session-Id"] == nil)
            }
        }
    }

    @Test("initialize without a header is one even with a modern _meta")
    func initializeWithMeta() async throws {
        try await withServer { client in
            let params: JSONObject = [
                "protocolVersion": "2025-11-25", "capabilities": [:], "_meta": MCPTestClient.meta(),
            ]
            let answer = try await client.speaking(nil).call("initialize", params)
            #expect(answer.status == 200)
            #expect(answer.result?["protocolVersion"] == "2025-11-25")
        }
    }

    @Test("the versions in an error are those that discovery tells")
    func consistentVersions() async throws {
        try await withServer { client async throws in
            #expect(try await client.call("server/discover").result?["supportedVersions"] == Self.served)
            #expect(JSONValue(ProtocolRevision.served.map(\.rawValue)) == Self.served)
        }
    }

    @Test("nothing that a connection said before counts for the next request")
    func stateless() async throws {
        try await withServer { client in
            let connection = try RawClient(port: client.port)
            let initialize = client.speaking(.v2025_11_25).request("initialize", ["protocolVersion": "2025-11-25"])
            try await connection.send(initialize.bytes)
            #expect(try await connection.readAnswer().status == 200)
            try await connection.send(client.request("tools/list").bytes)
            #expect(TestAnswer(try await connection.readAnswer()).result?["resultType"] == "complete")
            try await connection.send(client.request("tools/list").with("Authorization", nil).bytes)
            #expect(try await connection.readAnswer().status == 401)
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
