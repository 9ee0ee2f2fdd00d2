//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport
import Testing

@testable import SOARTransport

@Suite("An answer at hand")
struct AnswerAtHandTests {
    /// Answers at hand by what it is asked for; its handler says that it was asked.
    private static func tool() -> Tool {
        Tool(
            "ask", description: "Asks.",
            inputSchema: ["type": "object", "properties": ["how": ["type": "string"]]], annotations: .readOnly,
            requirement: Requirement(.playbooksRead)
        ) { _, _ in .text("the handler") }
        .answeringAtHand { arguments, context in
            switch try arguments.string("how") {
            case "hand": .text("at hand for \(context.caller.subject)")
            case "fail": throw ToolFailure("It did not work.")
            default: nil
            }
        }
    }

    private static func setup() throws -> TestServer.Setup {
        var setup = try TestServer.Setup { Self.tool() }
        setup.verifier = StaticTokenVerifier([
            TestServer.Setup.anyToken: AccessToken(subject: "reader", client: "c", scopes: [.playbooksRead]),
            "stranger": AccessToken(subject: "stranger", client: "c"),
        ])
        return setup
    }

    @Test("is given in place of the handler's, and leaves to it what it can't answer")
    func takesTurns() async throws {
        try await withTestServer(try Self.setup()) { server in
            let expected = [
                ("hand", "at hand for reader", false), ("fail", "It did not work.", true),
                ("wait", "the handler", false),
            ]
            for (how, text, isError) in expected {
                let result = try await server.anybody.tool("ask", ["how": .string(how)]).result
                #expect(result?["content"]?[0]?["text"] == .string(text))
                #expect(result?["isError"] == .bool(isError))
            }
            let records = try await server.records()
            #expect(records.map(\.outcome) == [.success, .failure, .success])
        }
    }

    @Test("is for those only who may have the handler's")
    func permission() async throws {
        try await withTestServer(try Self.setup()) { server in
            let answer = try await server.client("stranger").tool("ask", ["how": "hand"])
            #expect(answer.status == 403)
            #expect(try await server.records().map(\.outcome) == [.denied])
        }
    }
}
