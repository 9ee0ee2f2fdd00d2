//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Pages and cache hints (requirements L89, S96).
@Suite("Lists and cache hints")
struct ListAndCacheTests {
    private static func features() throws -> [MCPFeature] {
        try (0..<7).flatMap { number -> [MCPFeature] in
            [
                .tool(Tool("t\(number)", description: "T.") { _, _ in .text("") }),
                .resource(Resource("test://\(number)", name: "r\(number)", description: "R.") { _ in .text("") }),
                .template(
                    try ResourceTemplate("test://\(number)/{id}", name: "x\(number)", description: "X.") { _, _ in nil }
                ),
                .prompt(Prompt("p\(number)", description: "P.") { _, _ in .user("") }),
            ]
        }
    }

    private static let lists = [
        ("tools/list", "tools", "name", 8), ("resources/list", "resources", "uri", 7),
        ("resources/templates/list", "resourceTemplates", "uriTemplate", 7), ("prompts/list", "prompts", "name", 7),
    ]

    @Test(
        "each of the four lists comes in pages, and every page has the same hints", arguments: ProtocolRevision.served)
    func pages(_ revision: ProtocolRevision) async throws {
        var configuration = MCPServer.Configuration()
        configuration.pageSize = 3
        try await withTalkingServer(configuration: configuration, Self.features) { server, _ in
            let client = server.anybody.speaking(revision)
            for (method, member, key, count) in Self.lists {
                var names: [String] = []
                var hints: Set<JSONValue> = []
                var sizes: [Int] = []
                var params = JSONObject()
                repeat {
                    let result = try #require(try await client.call(method, params).result)
                    let page = try #require(result[member]?.arrayValue)
                    names += page.compactMap { $0[key]?.stringValue }
                    sizes.append(page.count)
                    hints.insert([result["ttlMs"] ?? "none", result["cacheScope"] ?? "none"])
                    params["cursor"] = result["nextCursor"]
                } while params["cursor"] != nil && sizes.count < 10
                #expect(sizes == (count == 8 ? [3, 3, 2] : [3, 3, 1]), "\(method)")
                #expect(Set(names).count == count, "\(method)")
                #expect(hints == (revision.isStateless ? [[60_000, "private"]] : [["none", "none"]]), "\(method)")
            }
        }
    }

    @Test("a cursor of one list is none of another", arguments: ProtocolRevision.served)
    func foreignCursor(_ revision: ProtocolRevision) async throws {
        var configuration = MCPServer.Configuration()
        configuration.pageSize = 3
        try await withTalkingServer(configuration: configuration, Self.features) { server, _ in
            let client = server.anybody.speaking(revision)
            let cursor = try #require(try await client.call("tools/list").result?["nextCursor"])
            for (method, _, _, _) in Self.lists.dropFirst() {
                let answer = try await client.call(method, ["cursor": cursor])
                #expect(answer.status == 200)
                #expect(answer.code == -32602)
            }
        }
    }

    @Test("a result that asks for input has no hints, though the complete one has")
    func inputRequired() async throws {
        try await withTalkingServer {
            [
                .resource(
                    Resource("test://asks", name: "asks", description: "Asks.") { context in
                        .text("\(try await context.roots().count)")
                    })
            ]
        } _: { server, _ in
            var params: JSONObject = [
                "uri": "test://asks", "_meta": MCPTestClient.meta([:], capabilities: ["roots": [:]]),
            ]
            let asked = try #require(try await server.anybody.call("resources/read", params).result?.objectValue)
            #expect(asked["resultType"] == "input_required")
            #expect(asked["ttlMs"] == nil && asked["cacheScope"] == nil)
            params["requestState"] = asked["requestState"]
            params["inputResponses"] = ["roots": ["roots": []]]
            let answer = try await server.anybody.call("resources/read", params)
            #expect(answer.result?["resultType"] == "complete")
            #expect(answer.result?["ttlMs"] == 0)
            #expect(answer.result?["cacheScope"] == "private")
        }
    }
}
