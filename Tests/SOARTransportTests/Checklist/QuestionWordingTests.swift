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

    @Test("what a model wants used and what came of it, from 2025-11-25 on", arguments: ProtocolRevision.served)
    func samplingToolUse(_ revision: ProtocolRevision) throws {
        let use: JSONValue = ["type": "tool_use", "id": "u1", "name": "look", "input": ["at": "it"]]
        let answer = SamplingAnswer(role: "assistant", content: [use], model: "m", stopReason: "toolUse")
        #expect(answer.toolUses.map(\.name) == ["look"] && answer.toolUses.first?.input == ["at": "it"])
        let result = ToolResult(content: [.text("7")], structuredContent: 7)
        let messages = [
            SamplingMessage(.user, .text("How many?")), answer.message,
            SamplingMessage(.user, [.toolResult(result, useID: "u1"), .toolResult(result, useID: "u2")]),
        ]
        let question = ClientQuestion.sampling(messages, maximumTokens: 5, tools: [])
        #expect(question.capability == ["sampling": ["tools": [:]]])
        let worded = question.worded(in: revision)?.params["messages"]
        guard revision >= .v2025_11_25 else {
            #expect(worded == nil)
            return
        }
        #expect(worded?[0]?["content"]?["type"] == "text")
        #expect(worded?[1] == ["role": "assistant", "content": use])
        #expect(worded?[2]?["content"]?[1]?["toolUseId"] == "u2")
        #expect(worded?[2]?["content"]?[0]?["structuredContent"] == (revision.isStateless ? 7 : nil))
    }

    @Test("several pieces in one message, from 2025-11-25 on", arguments: ProtocolRevision.served)
    func severalPieces(_ revision: ProtocolRevision) {
        let message = SamplingMessage(.user, [.block(.text("a")), .block(.text("b"))])
        let question = ClientQuestion.sampling([message], maximumTokens: 5, tools: [])
        #expect(question.capability == ["sampling": [:]])
        #expect((question.worded(in: revision) != nil) == (revision >= .v2025_11_25))
    }

    @Test(
        "that the user is done with a page is told in 2025-11-25, and nowhere else", arguments: ProtocolRevision.served)
    func pageNotice(_ revision: ProtocolRevision) async throws {
        try await withTalkingServer(endpoint: .withSessions) {
            [
                .tool(
                    Tool("sends", description: "Sends the user to a page.", annotations: .readOnly) { _, context in
                        await context.pageDone("e1")
                        await context.reportProgress(1)
                        return .text("done")
                    })
            ]
        } _: { server, _ in
            let client = server.anybody.speaking(revision)
            let meta: JSONObject = ["progressToken": "p"]
            let events: SSEClient
            if revision.isStateless {
                events = try await client.events(client.toolRequest("sends", meta: meta))
            } else {
                let session = try await SessionClient(client)
                events = try await client.events(
                    session.request("tools/call", ["name": "sends", "_meta": .object(meta)]))
            }
            let all = try await events.remainingEvents().filter { $0.data != "" }
            let notices = all.filter { $0.method == "notifications/elicitation/complete" }
            #expect(notices.map { $0.params?["elicitationId"] } == (revision == .v2025_11_25 ? ["e1"] : []))
            #expect(all.count == notices.count + 2)
        }
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
