//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What is offered can change while it is served.
@Suite("A server that changes")
struct ChangingServerTests {
    private func names(_ client: MCPTestClient) async throws -> [String] {
        try await client.call("tools/list").result?["tools"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
    }

    @Test("what is added is listed and works, what is removed does not")
    func addAndRemove() async throws {
        try await withTalkingServer { server, offered in
            let client = server.anybody
            #expect(try await names(client) == ["count"])
            try offered.add {
                Tool("late", description: "Late.") { _, _ in .text("late") }
                Prompt("p", description: "P.") { _, _ in .user("p") }
            }
            #expect(try await names(client) == ["count", "late"])
            #expect(try await client.tool("late").text == "late")
            #expect(try await client.call("prompts/get", ["name": "p"]).result?["messages"] != nil)
            #expect(offered.removeTool(named: "late"))
            #expect(!offered.removeTool(named: "late"))
            #expect(try await client.tool("late").code == -32602)
            #expect(try await names(client) == ["count"])
        }
    }

    @Test("an addition that breaks the rules adds nothing")
    func atomic() async throws {
        try await withTalkingServer { server, offered in
            #expect(throws: MCPRegistrationError.self) {
                try offered.add {
                    Tool("fine", description: "Fine.") { _, _ in .text("") }
                    Tool("count", description: "Twice.") { _, _ in .text("") }
                }
            }
            let left = try await names(server.anybody)
            #expect(left == ["count"])
        }
    }

    @Test("a kind that was offered once stays announced when its last one goes")
    func announced() async throws {
        try await withTalkingServer { server, offered in
            #expect(offered.removeTool(named: "count"))
            let answer = try await server.anybody.call("tools/list")
            #expect(answer.status == 200)
            #expect(answer.result?["tools"] == [])
        }
    }

    @Test("lists come in pages, each entry once, whatever changes in between")
    func pages() async throws {
        var configuration = MCPServer.Configuration()
        configuration.pageSize = 3
        try await withTalkingServer(configuration: configuration) {
            (0..<8).map { number in .tool(Tool("t\(number)", description: "T.") { _, _ in .text("") }) }
        } _: { server, offered in
            let client = server.anybody
            var seen: [String] = []
            var cursor: JSONValue?
            var rounds = 0
            repeat {
                var params = JSONObject()
                params["cursor"] = cursor
                let result = try await client.call("tools/list", params).result
                seen += result?["tools"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
                #expect(result?["cacheScope"] == "private")
                cursor = result?["nextCursor"]
                rounds += 1
                if rounds == 1 { #expect(offered.removeTool(named: "t0")) }
            } while cursor != nil && rounds < 10
            #expect(seen == ["count"] + (0..<8).map { "t\($0)" })
            for bad: JSONValue in ["", "x", 3, nil] {
                #expect(try await client.call("tools/list", ["cursor": bad]).code == -32602)
            }
        }
    }
}
