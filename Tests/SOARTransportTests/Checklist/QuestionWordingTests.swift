//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

@testable import SOARTransport

/// Questions in the words of the client's revision (requirement §V).
@Suite("Questions by revision")
struct QuestionWordingTests {
    private static func field(_ field: JSONValue, in revision: ProtocolRevision) -> JSONValue? {
        let schema: JSONValue = ["type": "object", "properties": ["f": field], "required": ["f"]]
        return ClientQuestion.form("?", schema: schema).worded(in: revision)?.params["requestedSchema"]?["properties"]?[
            "f"]
    }

    private static let rich: [(field: JSONValue, plain: JSONValue?)] = [
        (["type": "string", "default": "a", "minLength": 1], ["type": "string", "minLength": 1]),
        (["type": "integer", "default": 3, "minimum": 1], ["type": "integer", "minimum": 1]),
        (["type": "boolean", "default": true], ["type": "boolean", "default": true]),
        (["type": "string", "enum": ["a", "b"], "default": "a"], ["type": "string", "enum": ["a", "b"]]),
        (
            ["type": "string", "title": "F", "oneOf": [["const": "a", "title": "A"], ["const": "b", "title": "B"]]],
            ["type": "string", "title": "F", "enum": ["a", "b"], "enumNames": ["A", "B"]]
        ),
        (["type": "array", "items": ["type": "string", "enum": ["a"]]], nil),
    ]

    @Test(
        "2025-06-18 gets a form without defaults, and titles of choices its own way; no choice of several",
        arguments: rich)
    func plainForms(_ field: JSONValue, _ plain: JSONValue?) {
        #expect(Self.field(field, in: .v2025_06_18) == plain)
    }

    @Test("from 2025-11-25 on a form goes out as it is", arguments: rich)
    func richForms(_ field: JSONValue, _ plain: JSONValue?) {
        for revision in [ProtocolRevision.v2025_11_25, .v2026_07_28] {
            #expect(Self.field(field, in: revision) == field)
        }
    }

    @Test("what can't be worded is not asked, and the tool's answer says so")
    func inexpressible() async throws {
        let feature = MCPFeature.tool(
            Tool("asks", description: "Asks.", annotations: .readOnly) { _, context in
                let several: JSONValue = ["type": "array", "items": ["type": "string", "enum": ["a", "b"]]]
                let answer = try await context.elicit(
                    "Which?", schema: ["type": "object", "properties": ["f": several]])
                return .text("\(answer)")
            })
        try await withTalkingServer(endpoint: .withSessions) {
            [feature]
        } _: { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_06_18))
            let answer = try await session.call("tools/call", ["name": "asks"])
            #expect(answer["Content-Type"] == "application/json")
            #expect(answer.isToolError)
            #expect(answer.text?.contains("2025-06-18") == true)
        }
    }

    @Test("the id of a page's question ends with the notification that it was for")
    func pages() {
        let page = ClientQuestion.page("Log in.", url: "https://example.com/", id: "e1")
        #expect(page.worded(in: .v2025_11_25)?.params["elicitationId"] == "e1")
        #expect(page.worded(in: .v2026_07_28)?.params["elicitationId"] == nil)
        #expect(page.worded(in: .v2026_07_28)?.params["url"] == "https://example.com/")
        let capable = ClientCapabilities(["elicitation": ["url": [:], "form": [:]]])
        #expect(page.isAnswerable(by: capable, in: .v2025_11_25))
        #expect(!page.isAnswerable(by: capable, in: .v2025_06_18))
    }

    @Test("a model is sent texts, pictures and recordings, nothing else", arguments: ProtocolRevision.served)
    func sampling(_ revision: ProtocolRevision) {
        func worded(_ content: ContentBlock) -> ClientQuestion? {
            ClientQuestion.sampling([PromptMessage(.user, content)], maximumTokens: 1).worded(in: revision)
        }
        #expect(worded(.text("a")) != nil)
        #expect(worded(.image(data: [1], mimeType: "image/png")) != nil)
        #expect(worded(.audio(data: [1], mimeType: "audio/wav")) != nil)
        #expect(worded(.resourceLink(ResourceLink("test://a", name: "a"))) == nil)
        #expect(worded(.embeddedText(uri: "test://a", mimeType: "text/plain", text: "a")) == nil)
    }

    @Test(
        "a model is given tools from 2025-11-25 on, where the client declares that", arguments: ProtocolRevision.served)
    func samplingTools(_ revision: ProtocolRevision) {
        let question = ClientQuestion.sampling([], maximumTokens: 1, further: ["tools": []])
        let capable = ClientCapabilities(["sampling": ["tools": [:]]])
        #expect(question.isAnswerable(by: capable, in: revision) == (revision >= .v2025_11_25))
        #expect(!question.isAnswerable(by: ClientCapabilities(["sampling": [:]]), in: revision))
    }
}
