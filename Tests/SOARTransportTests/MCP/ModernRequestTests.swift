//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What a request of 2026-07-28 must say (requirements C19 to C25, C28, C33).
@Suite("Requests of 2026-07-28")
struct ModernRequestTests {
    private func withServer(_ body: (MCPTestClient) async throws -> Void) async throws {
        try await withTestServer(try .samples()) { try await body($0.anybody) }
    }

    private static let version = "io.modelcontextprotocol/protocolVersion"
    private static let capabilities = "io.modelcontextprotocol/clientCapabilities"

    /// A `_meta` that lacks something, or has it in the wrong form.
    private static let badMetas: [JSONValue] = [
        [:], "no", [], nil, [version: "2026-07-28"], [capabilities: [:]],
        [version: "2026-07-28", capabilities: nil], [version: "2026-07-28", capabilities: []],
        [version: 20_260_728, capabilities: [:]], [version: nil, capabilities: [:]],
    ]

    @Test("without a sound _meta: 400 and -32602", arguments: badMetas)
    func badMeta(_ meta: JSONValue) async throws {
        try await withServer { client in
            let answer = try await client.call("tools/list", ["_meta": meta], id: "m")
            #expect(answer.status == 400)
            #expect(answer.code == -32602)
            #expect(answer.json?["id"] == "m")
        }
    }

    @Test("without params at all: 400 and -32602")
    func noParams() async throws {
        try await withServer { client in
            let message: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": "tools/list"]
            let answer = try await client.send(client.request(message).with("Mcp-Method", "tools/list"))
            #expect(answer.status == 400)
            #expect(answer.code == -32602)
        }
    }

    @Test("the name of the client may be left out")
    func noClientInfo() async throws {
        try await withServer { client async throws in
            let meta: JSONValue = [Self.version: "2026-07-28", Self.capabilities: [:]]
            #expect(try await client.call("tools/list", ["_meta": meta]).status == 200)
        }
    }

    @Test("a version in the header that differs from the one in the body: 400 and -32020")
    func versionMismatch() async throws {
        try await withServer { client in
            for (header, body) in [("2026-07-28", "2025-11-25"), ("2027-01-01", "2026-07-28"), ("2026-07-28", "x")] {
                var request = client.request("tools/list", ["_meta": MCPTestClient.meta(.init(rawValue: body))])
                request.set("MCP-Protocol-Version", header)
                let answer = try await client.send(request)
                #expect(answer.status == 400)
                #expect(answer.code == -32020)
            }
        }
    }

    @Test(
        "a method header that is missing, repeated or differs: 400 and -32020",
        arguments: [nil, "", "tools/call", "Tools/List", "TOOLS/LIST", "tools/list2", "tools"])
    func methodMismatch(_ header: String?) async throws {
        try await withServer { client in
            let answer = try await client.send(client.request("tools/list").with("Mcp-Method", header))
            #expect(answer.status == 400)
            #expect(answer.code == -32020)
            #expect(answer.json?["id"] == 1)
            let repeated = client.request("tools/list").adding("Mcp-Method", "tools/list")
            #expect(try await client.send(repeated).code == -32020)
        }
    }

    @Test(
        "a name header that is missing, differs or is unsound Base64: 400 and -32020",
        arguments: [
            nil, "", "Echo", "echo2", "=?base64?ZWNobw?=", "=?base64?ZWNob==?=", "=?base64?ZWNo bw==?=",
            "=?BASE64?ZWNobw==?=", "=?base64?_-__?=", "=?base64?ZWNobw==", "ZWNobw==", "=?base64?RWNobw==?=",
            "=?base64?/w==?=",
        ])
    func nameMismatch(_ header: String?) async throws {
        try await withServer { client in
            let request = client.request("tools/call", ["name": "echo"]).with("Mcp-Name", header)
            let answer = try await client.send(request)
            #expect(answer.status == 400)
            #expect(answer.code == -32020)
        }
    }

    @Test("a name header may come in Base64, and header names in any case")
    func encodedName() async throws {
        try await withServer { client async throws in
            let encoded = client.request("tools/call", ["name": "echo"]).with("Mcp-Name", "=?base64?ZWNobw==?=")
            #expect(try await client.send(encoded).status == 200)
            var shouted = client.request("tools/call", ["name": "echo"])
            shouted.fields = shouted.fields.map { ($0.name.uppercased(), $0.value) }
            #expect(try await client.send(shouted).status == 200)
        }
    }

    @Test("a name that only looks the same is another one")
    func lookAlikeName() async throws {
        // The Kelvin sign: canonically equivalent to K, so Swift takes both for the same text.
        let kelvin = "\u{212A}"
        let encoded = "=?base64?4oSq?="
        try await withServer { client async throws in
            let header = client.request("tools/call", ["name": "K"]).with("Mcp-Name", encoded)
            #expect(try await client.send(header).code == -32020)
            let body = client.request("tools/call", ["name": .string(kelvin)]).with("Mcp-Name", "K")
            #expect(try await client.send(body).code == -32020)
            let both = client.request("tools/call", ["name": .string(kelvin)]).with("Mcp-Name", encoded)
            #expect(try await client.send(both).code == -32602)
            #expect(try await client.tool("K").status == 200)
        }
    }

    @Test("the same goes for the URI of a resource")
    func resourceName() async throws {
        try await withServer { client async throws in
            #expect(try await client.read("test://text").status == 200)
            for header in [nil, "test://data", "test://TEXT"] {
                let request = client.request("resources/read", ["uri": "test://text"]).with("Mcp-Name", header)
                #expect(try await client.send(request).code == -32020)
            }
        }
    }

    @Test(
        "without a name in the body no header can be the same: 400 and -32020",
        arguments: [("tools/call", "name"), ("prompts/get", "name"), ("resources/read", "uri")])
    func nameless(_ method: String, _ member: String) async throws {
        try await withServer { client in
            for value: JSONValue? in [nil, 5, .null, ["echo"]] {
                for header in [nil, "echo", "5", ""] {
                    var params = JSONObject()
                    params[member] = value
                    let answer = try await client.send(client.request(method, params).with("Mcp-Name", header))
                    #expect(answer.status == 400)
                    #expect(answer.code == -32020)
                    #expect(answer.json?["id"] == 1)
                }
            }
        }
    }

    @Test("what is wrong is told in this order: _meta, headers, version, method")
    func order() async throws {
        try await withServer { client async throws in
            let noMethod = client.request("no/such", ["_meta": [:]]).with("Mcp-Method", "other")
            #expect(try await client.send(noMethod).code == -32602)
            let unknown = MCPTestClient.meta(.init(rawValue: "2099-01-01"))
            var wrongHeader = client.request("no/such", ["_meta": unknown]).with("Mcp-Method", "other")
            wrongHeader.set("MCP-Protocol-Version", "2099-01-01")
            #expect(try await client.send(wrongHeader).code == -32020)
            var wrongVersion = client.request("no/such", ["_meta": unknown])
            wrongVersion.set("MCP-Protocol-Version", "2099-01-01")
            #expect(try await client.send(wrongVersion).code == -32022)
            #expect(try await client.call("no/such").code == -32601)
        }
    }

    @Test(
        "the version and the method are read as they stand, so that a gateway reads the same words",
        arguments: [
            ("Mcp-Method", "=?base64?dG9vbHMvbGlzdA==?="), ("MCP-Protocol-Version", "=?base64?MjAyNi0wNy0yOA==?="),
        ])
    func nothingDecodedBesideNames(_ name: String, _ value: String) async throws {
        try await withServer { client in
            let answer = try await client.send(client.request("tools/list").with(name, value))
            #expect(answer.status == 400)
            #expect(answer.code == -32020)
        }
    }

    @Test(
        "a method that is not served: 404 and -32601",
        arguments: [
            "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "prompts/list",
            "completion/complete", "tasks/get", "tools/List", "", "no/such",
        ])
    func unknownMethod(_ method: String) async throws {
        try await withServer { client in
            let answer = try await client.call(method)
            #expect(answer.status == 404)
            #expect(answer.code == -32601)
            #expect(answer.json?["id"] == 1)
        }
    }

    @Test("an array and an answer are refused: 400 and -32600")
    func refusedBodies() async throws {
        try await withServer { client in
            let request: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": "server/discover"]
            for body: JSONValue in [[request], [], ["jsonrpc": "2.0", "id": 1, "result": [:]]] {
                let answer = try await client.post(body)
                #expect(answer.status == 400)
                #expect(answer.code == -32600)
            }
        }
    }

    @Test("a notification is taken with 202 and no body, whatever its headers")
    func notification() async throws {
        try await withServer { client in
            for method in ["notifications/cancelled", "no/such"] {
                let request = client.request(method, id: nil)
                let requests =
                    [method, "other", nil].map { request.with("Mcp-Method", $0) } + [
                        request.with("MCP-Protocol-Version", nil),
                        request.adding("MCP-Protocol-Version", "2026-07-28"),
                        request.adding("MCP-Protocol-Version", "2025-11-25"),
                    ]
                for request in requests {
                    let answer = try await client.send(request)
                    #expect(answer.status == 202)
                    #expect(answer.body.isEmpty)
                    #expect(answer["Content-Type"] == nil)
                }
            }
        }
    }

    @Test("sessions of earlier revisions are passed over and never made")
    func sessions() async throws {
        try await withServer { client in
            let request = client.request("tools/list").adding("Mcp-Session-Id", "abc").adding("Last-Event-ID", "7")
            let answer = try await client.send(request)
            #expect(answer.status == 200)
            #expect(answer["Mcp-Session-Id"] == nil)
        }
    }
}
