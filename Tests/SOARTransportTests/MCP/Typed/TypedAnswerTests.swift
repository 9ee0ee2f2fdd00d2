//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What typed handlers answer and refuse, on the wire.
@Suite("Answers of typed tools")
struct TypedAnswerTests {
    struct Point: Codable, ToolOutput, DescribedProperties {
        let x: Int
        let label: String?
        static let descriptions = ["x": "To the right."]
    }

    struct Login: ToolInput {
        let user: String
        let password: String
        static let secrets = ["password"]

        /// Checks more than its shape.
        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Names.self)
            user = try members.decode(String.self, forKey: .user)
            password = try members.decode(String.self, forKey: .password)
            guard password != "hunter2" else {
                throw JSONDecodingFailure(.refused(reason: "'\(password)' is too easy"))
            }
        }

        private enum Names: CodingKey { case user, password }
    }

    struct Age: ToolInput {
        let years: Years
    }

    struct Years: ToolInput {
        static let schema: JSONValue = ["type": "integer", "examples": [30]]
        init(from decoder: any Decoder) throws {
            let years = try decoder.singleValueContainer().decode(Int.self)
            guard years < 150 else { throw JSONDecodingFailure(.refused(reason: "nobody is that old")) }
        }
    }

    private static func setup() throws -> TestServer.Setup {
        var setup = try TestServer.Setup {
            try Tool("point", description: "Answers a point.") { _ in Point(x: 1, label: nil) }
            try Tool("words", description: "Answers words.") { context in "hello \(context.caller.name)" }
            try Tool("image", description: "Answers an image.") { _ in
                ContentBlock.image(data: [0, 255, 16], mimeType: "image/png")
            }
            try Tool("blocks", description: "Answers blocks.") { _ in
                [
                    ContentBlock.audio(data: [1], mimeType: "audio/wav"),
                    .resourceLink(ResourceLink("test://a", name: "a")),
                    .embeddedText(uri: "test://b", mimeType: "text/plain", text: "b"),
                ]
            }
            try Tool("points", description: "Answers points.") { _ in [Point(x: 1, label: "a")] }
            try Tool("result", description: "Answers a result.") { _ in
                ToolResult(content: [.text("no")], isError: true)
            }
            try Tool("login", description: "Logs in.") { (login: Login, _) in login.user }
            try Tool("age", description: "Takes an age.") { (_: Age, _) in "fine" }
        }
        setup.verifier = StaticTokenVerifier([
            TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any")
        ])
        return setup
    }

    private func withTools(_ body: (TestServer, MCPTestClient) async throws -> Void) async throws {
        try await withTestServer(try Self.setup()) { try await body($0, $0.anybody) }
    }

    @Test(
        "a value goes out as text and, in revisions that have it, as a value",
        arguments: ProtocolRevision.served)
    func values(_ revision: ProtocolRevision) async throws {
        try await withTools { _, client in
            let answer = try await client.speaking(revision).tool("point")
            #expect(answer.textJSON == ["x": 1])
            #expect(answer.structured == (revision.hasStructuredContent ? ["x": 1] : nil))
            let points = try await client.speaking(revision).tool("points")
            #expect(points.textJSON == [["x": 1, "label": "a"]])
            #expect(
                points.structured == (revision.hasAnyStructuredContent ? [["x": 1, "label": "a"]] : nil))
        }
    }

    @Test(
        "the list says what the value will be, and nothing of what is no object",
        arguments: ProtocolRevision.served)
    func outputSchema(_ revision: ProtocolRevision) async throws {
        try await withTools { _, client in
            let tools =
                try await client.speaking(revision).call("tools/list").result?["tools"]?.arrayValue ?? []
            let schema: JSONValue = [
                "type": "object",
                "properties": [
                    "x": ["type": "integer", "description": "To the right."],
                    "label": ["type": ["string", "null"]],
                ],
                "required": ["x"],
            ]
            #expect(
                tools.first { $0["name"] == "point" }?["outputSchema"]
                    == (revision.hasTitles ? schema : JSONValue?.none))
            #expect(tools.filter { $0["outputSchema"] != nil }.count == (revision.hasTitles ? 1 : 0))
        }
    }

    @Test("words, pictures, recordings, links and resources go out as they are")
    func contents() async throws {
        try await withTools { _, client in
            #expect(try await client.tool("words").text == "hello any")
            let image = try await client.tool("image").result?["content"]
            #expect(image == [["type": "image", "data": "AP8Q", "mimeType": "image/png"]])
            let blocks = try await client.tool("blocks").result?["content"]?.arrayValue ?? []
            #expect(blocks.map { $0["type"] } == ["audio", "resource_link", "resource"])
            #expect(try await client.tool("result").isToolError)
        }
    }

    @Test("a tool without input takes no arguments")
    func withoutInput() async throws {
        try await withTools { _, client in
            let answer = try await client.tool("words", ["loud": true])
            #expect(answer.isToolError)
            #expect(answer.text?.contains("'loud'") == true)
        }
    }

    @Test("what a type itself refuses is told with its place and its words")
    func refusal() async throws {
        try await withTools { _, client in
            let answer = try await client.tool("age", ["years": 200])
            #expect(answer.isToolError)
            #expect(answer.text == "The argument 'years' is not accepted: nobody is that old.")
            #expect(try await client.tool("age", ["years": 20]).text == "fine")
        }
    }

    @Test(
        "a secret is in no refusal and in no audit record",
        arguments: ["hunter2", "hunter3", ["hunter4"], 4_815_162_342] as [JSONValue])
    func secrets(_ password: JSONValue) async throws {
        try await withTools { server, client in
            let answer = try await client.tool("login", ["user": "ann", "password": password])
            #expect(answer.isToolError == (password != "hunter3"))
            let records = try await server.records()
            #expect(records.contains { $0.action == "login" })
            for text in [answer.body, "\(records)"] {
                for word in ["hunter", "4815162342"] { #expect(!text.contains(word)) }
            }
        }
    }
}
