//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Testing

/// What can't be offered, because a client could not use it (requirements H76, I85, J87, T97).
@Suite("Rules of registration")
struct RegistrationRulesTests {
    private func refusal(_ feature: MCPFeature) -> String? {
        do {
            _ = try MCPServer(name: "a", version: "1") { [feature] }
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func resource(_ uri: String, name: String = "r") -> MCPFeature {
        .resource(Resource(uri, name: name, description: "R.") { _ in .text("") })
    }

    private func template(_ uri: String, name: String = "t") throws -> MCPFeature {
        .template(try ResourceTemplate(uri, name: name, description: "T.") { _, _ in nil })
    }

    @Test(
        "a resource is at an absolute URI",
        arguments: [
            "test://a", "https://example.com/a?b#c", "urn:isbn:0451450523", "file:///a%20b", "soar://playbooks/1",
        ])
    func soundURI(_ uri: String) {
        #expect(refusal(resource(uri)) == nil)
    }

    @Test(
        "what is no absolute URI is refused, and named",
        arguments: ["", "a", "/a", "//host/a", "1a://b", "test:a b", "test://ä", "test://a%2", "test://[x]/", "a#b:c"])
    func unsoundURI(_ uri: String) throws {
        let fault = try #require(refusal(resource(uri)))
        #expect(fault.contains("'\(uri)'"))
        #expect(fault.contains("RFC 3986"))
    }

    @Test("the URIs of a template are absolute, too")
    func templates() throws {
        #expect(refusal(try template("test://{id}/data")) == nil)
        for bad in ["{id}", "/a/{id}", "a b:{id}", "test://ä/{id}"] {
            #expect(refusal(try template(bad))?.contains("RFC 3986") == true, "\(bad)")
        }
    }

    @Test("resources, templates, prompts and their arguments have names")
    func names() throws {
        #expect(refusal(resource("test://a", name: ""))?.contains("name") == true)
        #expect(refusal(try template("test://{id}", name: ""))?.contains("name") == true)
        #expect(refusal(.prompt(Prompt("", description: "P.") { _, _ in .user("") }))?.contains("name") == true)
        let unnamed = Prompt("p", description: "P.", arguments: [.init("")]) { _, _ in .user("") }
        #expect(refusal(.prompt(unnamed))?.contains("unnamed") == true)
        let twins = Prompt("p", description: "P.", arguments: [.init("a"), .init("a")]) { _, _ in .user("") }
        #expect(refusal(.prompt(twins))?.contains("'a'") == true)
    }

    @Test(
        "a schema in another dialect, or one that leads out of the document, is refused where a tool is registered",
        arguments: [
            (["$schema": "https://json-schema.org/draft/2019-09/schema", "type": "object"], "not served"),
            (["type": "object", "properties": ["a": ["$ref": "https://example.com/a.json"]]], "https://example.com"),
            (["type": "object", "properties": ["a": ["$ref": "#/$defs/none"]]], "/properties/a"),
        ] as [(JSONValue, String)])
    func schemas(_ schema: JSONValue, _ word: String) throws {
        func tool(input: JSONValue = ["type": "object"], output: JSONValue? = nil) -> MCPFeature {
            .tool(Tool("t", description: "T.", inputSchema: input, outputSchema: output) { _, _ in .text("") })
        }
        #expect(refusal(tool()) == nil)
        #expect(try #require(refusal(tool(input: schema))).contains(word))
        #expect(try #require(refusal(tool(output: schema))).contains(word))
    }

    @Test("both dialects that are documented are taken, and nothing is as good as 2020-12")
    func dialects() {
        let served: [JSONValue] = [
            "https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#",
        ]
        for dialect in served {
            let schema: JSONValue = ["$schema": dialect, "type": "object"]
            #expect(refusal(.tool(Tool("t", description: "T.", inputSchema: schema) { _, _ in .text("") })) == nil)
        }
        let tuple: JSONValue = ["type": "object", "properties": ["a": ["prefixItems": [["type": "string"]]]]]
        #expect(refusal(.tool(Tool("t", description: "T.", inputSchema: tuple) { _, _ in .text("") })) == nil)
    }
}
