//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What goes into a result, by revision (requirements C35, C36, S96, §V, I84).
@Suite("Results by revision")
struct ResultTests {
    private func withServer(_ body: (MCPTestClient) async throws -> Void) async throws {
        try await withTestServer(try .samples()) { try await body($0.anybody) }
    }

    private static let calls: [(String, JSONObject)] = [
        ("server/discover", [:]), ("tools/list", [:]), ("resources/list", [:]), ("resources/templates/list", [:]),
        ("tools/call", ["name": "echo"]), ("tools/call", ["name": "fails"]), ("resources/read", ["uri": "test://text"]),
    ]

    @Test("every result of 2026-07-28 says that it is complete and whose it is", arguments: calls)
    func resultType(_ method: String, _ params: JSONObject) async throws {
        try await withServer { client in
            let result = try await client.call(method, params).result
            #expect(result?["resultType"] == "complete")
            let info = result?["_meta"]?["io.modelcontextprotocol/serverInfo"]
            #expect(info?["name"] == "test")
            #expect(info?["version"] == "1.0")
        }
    }

    @Test("no result of an earlier revision says so", arguments: ProtocolRevision.withHandshake)
    func legacyResults(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            for (method, params) in Self.calls.dropFirst() {
                let result = try #require(try await client.speaking(revision).call(method, params).result)
                for name in ["resultType", "ttlMs", "cacheScope", "_meta"] { #expect(result[name] == nil) }
            }
            #expect(try await client.speaking(revision).call("server/discover").code == -32601)
        }
    }

    @Test("lists may be kept for a while by their reader only, contents not at all")
    func cacheHints() async throws {
        try await withServer { client in
            for method in ["tools/list", "resources/list", "resources/templates/list"] {
                let result = try await client.call(method).result
                #expect(result?["cacheScope"] == "private")
                #expect(try #require(result?["ttlMs"]?.integerValue) >= 0)
            }
            let discovered = try await client.call("server/discover").result
            #expect(try #require(discovered?["ttlMs"]?.integerValue) >= 0)
            #expect(discovered?["cacheScope"]?.stringValue != nil)
            let contents = try await client.read("test://text").result
            #expect(contents?["ttlMs"] == 0)
            #expect(contents?["cacheScope"] == "private")
            let called = try await client.tool("echo").result
            #expect(called?["ttlMs"] == nil)
            #expect(called?["cacheScope"] == nil)
        }
    }

    @Test("fields are there from the revision on that brought them", arguments: ProtocolRevision.served)
    func gating(_ revision: ProtocolRevision) async throws {
        let isNew = revision >= .v2025_06_18
        try await withServer { client in
            let client = client.speaking(revision)
            let tool = try await client.call("tools/list").result?["tools"]?[0]
            #expect((tool?["title"] != nil) == isNew)
            #expect((tool?["outputSchema"] != nil) == isNew)
            #expect(tool?["annotations"]?["readOnlyHint"] == true)
            #expect(tool?["inputSchema"]?["type"] == "object")
            let resource = try await client.call("resources/list").result?["resources"]?[0]
            #expect((resource?["title"] != nil) == isNew)
            #expect(resource?["mimeType"] == "text/plain")
            let answer = try await client.tool("echo", ["text": "a"])
            #expect((answer.structured == ["text": "a"]) == isNew)
            #expect(answer.textJSON == ["text": "a"])
            #expect(answer.result?["isError"] == false)
        }
    }

    @Test("what is no object is structured content from 2026-07-28 on only", arguments: ProtocolRevision.served)
    func anyStructuredContent(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let answer = try await client.speaking(revision).tool("list")
            #expect(answer.structured == (revision == .v2026_07_28 ? [1, 2] : nil))
            #expect(answer.textJSON == [1, 2])
        }
    }

    @Test("a resource that is not there: the code depends on the revision", arguments: ProtocolRevision.served)
    func unknownResource(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            for uri in ["test://none", "", "test://text/", "TEST://text", "file:///etc/passwd"] {
                let answer = try await client.speaking(revision).read(uri)
                #expect(answer.status == 200)
                #expect(answer.code == (revision == .v2026_07_28 ? -32602 : -32002))
                #expect(answer.json?["error"]?["data"]?["uri"] == .string(uri))
            }
        }
    }

    @Test("contents come as text or as Base64", arguments: ProtocolRevision.served)
    func contents(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let text = try await client.speaking(revision).read("test://text").result?["contents"]
            #expect(text == [["uri": "test://text", "mimeType": "text/plain", "text": "hello"]])
            let data = try await client.speaking(revision).read("test://data").result?["contents"]
            #expect(data == [["uri": "test://data", "mimeType": "image/png", "blob": "AP8Q"]])
        }
    }

    @Test("what a tool throws is told where it was meant to be, and nowhere else", arguments: ProtocolRevision.served)
    func failures(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let failed = try await client.speaking(revision).tool("fails")
            #expect(failed.status == 200)
            #expect(failed.isToolError)
            #expect(failed.text == "It did not work.")
            let broke = try await client.speaking(revision).tool("breaks")
            #expect(broke.status == 200)
            #expect(broke.isToolError)
            for word in ["internal-detail", "Broken"] { #expect(!broke.body.contains(word)) }
        }
    }

    @Test("unknown tools, cursors and malformed calls: 200 and -32602", arguments: ProtocolRevision.served)
    func invalidParams(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let client = client.speaking(revision)
            for name in ["none", "Echo", "echo ", ""] {
                var request = client.request("tools/call", ["name": .string(name)])
                if revision.isStateless, name == "echo " { request.set("Mcp-Name", "=?base64?ZWNobyA=?=") }
                let answer = try await client.send(request)
                #expect(answer.status == 200)
                #expect(answer.code == -32602)
            }
            for method in ["tools/list", "resources/list", "resources/templates/list"] {
                for cursor in ["", "abc"] {
                    let answer = try await client.call(method, ["cursor": .string(cursor)])
                    #expect(answer.status == 200)
                    #expect(answer.code == -32602)
                }
            }
            for arguments: JSONValue in [[1], "text", 5, true] {
                let answer = try await client.tool("echo", arguments)
                #expect(answer.status == 200)
                #expect(answer.code == -32602)
            }
            #expect(try await client.tool("echo", .null).status == 200)
        }
    }
}
