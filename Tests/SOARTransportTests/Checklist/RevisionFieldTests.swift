//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import Testing

import struct Foundation.Date

@testable import TestSupport

/// Which fields a revision has (requirement §V), each list held against the protocol's own schema.
@Suite("Fields by revision")
struct RevisionFieldTests {
    private static let icon = Icon("https://example.com/i.png", mimeType: "image/png", sizes: ["48x48"])

    private static func features() throws -> [MCPFeature] {
        var tool = Tool(
            "t", title: "T", description: "T.",
            inputSchema: ["type": "object", "properties": ["any": true, "none": false, "s": ["type": "string"]]],
            outputSchema: ["type": "array", "items": ["type": "integer"]]
        ) { _, _ in ToolResult(content: [.resourceLink(ResourceLink("test://r", name: "r"))], structuredContent: [1]) }
        tool.icons = [icon]
        tool.meta = ["example.com/a": 1]
        var resource = Resource("test://r", name: "r", title: "R", description: "R.") { _ in
            .several([
                .init("test://r/1", mimeType: "text/plain", .text("one")),
                .init("test://r/2", mimeType: "image/png", .blob([1])),
            ])
        }
        resource.icons = [icon]
        resource.meta = ["example.com/a": 1]
        resource.annotations = ContentAnnotations(
            audience: [.user], priority: 0.5, lastModified: Date(timeIntervalSince1970: 0))
        resource.size = 7
        var template = try ResourceTemplate("test://{id}/t", name: "t", title: "T", description: "T.") { _, _ in nil }
        template.icons = [icon]
        template.meta = ["example.com/a": 1]
        template.annotations = ContentAnnotations(priority: 1)
        var prompt = Prompt("p", title: "P", description: "P.", arguments: [.init("a", title: "A")]) { _, _ in
            .user("p")
        }
        prompt.icons = [icon]
        prompt.meta = ["example.com/a": 1]
        return [.tool(tool), .resource(resource), .template(template), .prompt(prompt)]
    }

    private func withServer(_ body: (MCPTestClient) async throws -> Void) async throws {
        var setup = TestServer.Setup()
        setup.verifier = StaticTokenVerifier([TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any")])
        let implementation = Implementation(
            name: "fields", version: "1", title: "Fields", description: "For a test.",
            websiteURL: "https://example.com/", icons: [Self.icon])
        setup.server = try MCPServer(implementation) { try Self.features() }
        try await withTestServer(setup) { try await body($0.anybody) }
    }

    /// The only entry of a list, after the protocol's schema found nothing wrong with the answer.
    private func entry(_ client: MCPTestClient, _ method: String, _ member: String) async throws -> JSONValue {
        let answer = try #require(try await client.call(method).json)
        let check = try #require(MessageCheck(client.revision ?? .assumed))
        #expect(check.problems(answer, answering: method) == [])
        return try #require(answer["result"]?[member]?[0])
    }

    @Test("titles from 2025-06-18 on, icons from 2025-11-25 on, everywhere", arguments: ProtocolRevision.served)
    func titlesAndIcons(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let client = client.speaking(revision)
            for (method, member) in [
                ("tools/list", "tools"), ("resources/list", "resources"),
                ("resources/templates/list", "resourceTemplates"), ("prompts/list", "prompts"),
            ] {
                let entry = try await entry(client, method, member)
                #expect((entry["title"] != nil) == (revision >= .v2025_06_18), "\(method)")
                #expect((entry["icons"] != nil) == (revision >= .v2025_11_25), "\(method)")
                #expect((entry["_meta"] == ["example.com/a": 1]) == (revision >= .v2025_06_18), "\(method)")
                #expect((entry["_meta"] != nil) == (revision >= .v2025_06_18), "\(method)")
            }
            let argument = try await entry(client, "prompts/list", "prompts")["arguments"]?[0]
            #expect((argument?["title"] != nil) == (revision >= .v2025_06_18))
        }
    }

    @Test("hints about a resource in all, when it was changed from 2025-06-18 on", arguments: ProtocolRevision.served)
    func annotations(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let client = client.speaking(revision)
            let resource = try await entry(client, "resources/list", "resources")
            #expect(resource["size"] == 7)
            #expect(resource["annotations"]?["audience"] == ["user"] && resource["annotations"]?["priority"] == 0.5)
            let changed = resource["annotations"]?["lastModified"]
            #expect(changed == (revision >= .v2025_06_18 ? "1970-01-01T00:00:00Z" : nil))
            let template = try await entry(client, "resources/templates/list", "resourceTemplates")
            #expect(template["annotations"]?["priority"] == 1.0)
        }
    }

    @Test("one reading may bring several contents", arguments: ProtocolRevision.served)
    func severalContents(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let contents = try await client.speaking(revision).read("test://r").result?["contents"]
            #expect(
                contents == [
                    ["uri": "test://r/1", "mimeType": "text/plain", "text": "one"],
                    ["uri": "test://r/2", "mimeType": "image/png", "blob": "AQ=="],
                ])
        }
    }

    @Test("a server's description, website and icons from 2025-11-25 on", arguments: ProtocolRevision.served)
    func implementation(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let info: JSONValue?
            if revision.isStateless {
                let result = try await client.call("server/discover").result
                info = result?["_meta"]?["io.modelcontextprotocol/serverInfo"]
            } else {
                let params: JSONObject = ["protocolVersion": .string(revision.rawValue)]
                info = try await client.speaking(revision).call("initialize", params).result?["serverInfo"]
            }
            #expect((info?["title"] == "Fields") == (revision >= .v2025_06_18))
            for member in ["description", "websiteUrl", "icons"] {
                #expect((info?[member] != nil) == (revision >= .v2025_11_25), "\(member)")
            }
        }
    }

    @Test(
        "an output schema that is no object's, and its values, from 2026-07-28 on", arguments: ProtocolRevision.served)
    func anyOutput(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let client = client.speaking(revision)
            let tool = try await entry(client, "tools/list", "tools")
            #expect(
                tool["outputSchema"] == (revision.isStateless ? ["type": "array", "items": ["type": "integer"]] : nil))
            #expect(try await client.tool("t").structured == (revision.isStateless ? [1] : nil))
        }
    }

    @Test("properties that are truth values are objects before 2026-07-28", arguments: ProtocolRevision.served)
    func truthValues(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let tool = try await entry(client.speaking(revision), "tools/list", "tools")
            let properties: JSONValue =
                revision.isStateless
                ? ["any": true, "none": false, "s": ["type": "string"]]
                : ["any": [:], "none": ["not": [:]], "s": ["type": "string"]]
            #expect(tool["inputSchema"]?["properties"] == properties)
            // What is shown is what is held to.
            #expect(try await client.speaking(revision).tool("t", ["any": 1]).isToolError == false)
            #expect(try await client.speaking(revision).tool("t", ["none": 1]).isToolError)
        }
    }

    @Test("a link to a resource from 2025-06-18 on, its address as text before", arguments: ProtocolRevision.served)
    func links(_ revision: ProtocolRevision) async throws {
        try await withServer { client in
            let content = try await client.speaking(revision).tool("t").result?["content"]?[0]
            #expect((content?["type"] == "resource_link") == (revision >= .v2025_06_18))
            #expect((content?["text"] == "r: test://r") == (revision < .v2025_06_18))
        }
    }
}
