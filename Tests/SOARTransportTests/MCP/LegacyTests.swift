//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The revisions with a handshake, served without sessions (requirements D37 to D44, E45 to E48, F50 to F53).
@Suite("Revisions with a handshake")
struct LegacyTests {
    private func withServer(_ body: (MCPTestClient) async throws -> Void) async throws {
        try await withTestServer(try .samples()) { try await body($0.anybody) }
    }

    @Test("initialize tells version, capabilities and name", arguments: ProtocolRevision.withHandshake)
    func initialize(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let answer = try await client.speaking(nil).call(
                "initialize", ["protocolVersion": .string(revision.rawValue), "capabilities": [:]])
            #expect(answer.result?["capabilities"] == ["tools": [:], "resources": [:]])
            #expect(answer.result?["serverInfo"]?["name"] == "test")
            #expect(answer.result?["serverInfo"]?["version"] == "1.0")
            #expect((answer.result?["serverInfo"]?["title"] != nil) == (revision >= .v2025_06_18))
        }
    }

    @Test("initialize without a version is a call with wrong parameters")
    func initializeWithoutVersion() async throws {
        try await withServer { client in
            for params: JSONObject in [[:], ["protocolVersion": 5], ["protocolVersion": nil]] {
                let answer = try await client.speaking(nil).call("initialize", params)
                #expect(answer.status == 200)
                #expect(answer.code == -32602)
            }
        }
    }

    @Test("initialize with something else in the place of an object is a call with wrong parameters")
    func initializeWithOddParameters() async throws {
        try await withServer { client in
            for name in ["capabilities", "clientInfo"] {
                let answer = try await client.speaking(nil).call(
                    "initialize", ["protocolVersion": "2025-06-18", name: 5])
                #expect(answer.code == -32602)
                #expect(answer.message?.contains("'\(name)' must be an object") == true)
            }
        }
    }

    @Test("no handshake is needed before a call", arguments: ProtocolRevision.withHandshake)
    func noHandshakeNeeded(_ revision: ProtocolRevision) async throws {
        try await withServer { client async throws in
            #expect(try await client.speaking(revision).call("tools/list").status == 200)
            #expect(try await client.speaking(revision).tool("echo").status == 200)
        }
    }

    @Test("notifications and answers are taken with 202 and no body", arguments: ProtocolRevision.withHandshake)
    func accepted(_ revision: ProtocolRevision) async throws {
        let messages: [JSONValue] = [
            ["jsonrpc": "2.0", "method": "notifications/initialized"],
            ["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": 99]],
            ["jsonrpc": "2.0", "method": "no/such"],
            ["jsonrpc": "2.0", "id": 4, "result": [:]],
            ["jsonrpc": "2.0", "id": "x", "error": ["code": 1, "message": "no"]],
        ]
        try await withServer { client in
            for message in messages {
                let answer = try await client.speaking(revision).post(message)
                #expect(answer.status == 202)
                #expect(answer.body.isEmpty)
                #expect(answer["Content-Type"] == nil)
            }
        }
    }

    @Test("a method that is not served: 200 and -32601", arguments: ProtocolRevision.withHandshake)
    func unknownMethod(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            for method in ["server/discover", "prompts/list", "logging/setLevel", "resources/subscribe", "no", ""] {
                let answer = try await client.speaking(revision).call(method)
                #expect(answer.status == 200)
                #expect(answer.code == -32601)
            }
        }
    }

    @Test("only 2025-03-26 takes an array", arguments: [ProtocolRevision.v2025_06_18, .v2025_11_25, .v2026_07_28])
    func arrays(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            for body: JSONValue in [[["jsonrpc": "2.0", "id": 1, "method": "ping"]], []] {
                let answer = try await client.speaking(revision).post(body)
                #expect(answer.status == 400)
                #expect(answer.code == -32600)
                #expect(answer.json?["id"] == nil)
            }
        }
    }

    @Test("ping is answered with nothing", arguments: [ProtocolRevision.v2025_03_26, .v2025_06_18, .v2025_11_25, nil])
    func ping(_ revision: ProtocolRevision?) async throws {
        try await withServer { client async throws in
            #expect(
                try await client.speaking(revision).call("ping").json == ["jsonrpc": "2.0", "id": 1, "result": [:]])
        }
    }

    @Test(
        "an id comes back as it was", arguments: [JSONValue.integer(0), -1, .integer(.max), .integer(.min), "", "x é"])
    func echoesID(_ id: JSONValue) async throws {
        try await withServer { client async throws in
            #expect(try await client.speaking(.v2025_11_25).call("ping", id: id).json?["id"] == id)
            #expect(try await client.call("tools/list", id: id).json?["id"] == id)
            #expect(try await client.call("no/such", id: id).json?["id"] == id)
        }
    }

    @Test(
        "an id that is no string and no integer is refused, and the answer has none",
        arguments: [JSONValue.null, 1.5, true, [], [:], 1e300, -0.5])
    func refusesID(_ id: JSONValue) async throws {
        try await withServer { client in
            for revision in ProtocolRevision.served {
                let answer = try await client.speaking(revision).call("tools/list", id: id)
                #expect(answer.status == 400)
                #expect(answer.code == -32600)
                #expect(answer.json?.objectValue?.names.contains("id") == false)
            }
        }
    }

    @Test(
        "what is no message is refused",
        arguments: [
            (#"{}"#, -32600), (#"5"#, -32600), (#""text""#, -32600), (#"null"#, -32600),
            (#"{"id":1,"method":"ping"}"#, -32600), (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
            (#"{"jsonrpc":2.0,"id":1,"method":"ping"}"#, -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1,"method":5}"#, -32600), (#"{"jsonrpc":"2.0","id":1,"method":null}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1,"result":{},"error":{}}"#, -32600), (#"{"jsonrpc":"2.0","result":{}}"#, -32600),
            (#""#, -32700), (#"{"#, -32700), (#"{"jsonrpc":"2.0","id":1,"method":"ping",}"#, -32700),
            (#"{"jsonrpc":"2.0","id":1,"id":1,"method":"ping"}"#, -32700),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping"} {}"#, -32700), (#"{'jsonrpc':'2.0'}"#, -32700),
            (#"{"jsonrpc":"2.0","id":1,"method":"\ud800"}"#, -32700), ("\u{FEFF}{}", -32700), ("[NaN]", -32700),
        ])
    func notAMessage(_ body: String, _ code: Int64) async throws {
        try await withServer { client in
            for revision in ProtocolRevision.served {
                var request = TestRequest(body.utf8, token: client.token, port: client.port)
                request.set("MCP-Protocol-Version", revision.rawValue)
                let answer = try await client.send(request)
                #expect(answer.status == 400)
                #expect(answer.code == code)
                let hasID = body.contains(#""id":1,"#) && code == -32600 || body.hasSuffix(#""id":1}"#)
                #expect(answer.json?["id"] == (hasID ? 1 : nil))
            }
        }
    }
}
