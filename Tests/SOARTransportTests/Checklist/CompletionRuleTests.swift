//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// `completion/complete` (requirement K88).
@Suite("Completion")
struct CompletionRuleTests {
    private static let prompt = Prompt(
        "p", description: "P.",
        arguments: [
            .init("many", completion: Completion { typed, _, _ in (0..<250).map { "\(typed)\($0)" } }),
            .init("few", completion: .oneOf("one", "two")),
            .init("context", completion: Completion { _, filled, _ in [filled["few"] ?? "nothing"] }),
            .init("asks", completion: Completion { _, _, context in [try await context.roots().first?.uri ?? ""] }),
            .init("breaks", completion: Completion { _, _, _ in throw TestServer.Setup.Broken() }),
            .init("plain"),
        ]
    ) { _, _ in .user("") }

    private func withServer(
        _ revision: ProtocolRevision, _ body: (MCPTestClient) async throws -> Void
    ) async throws {
        try await withTalkingServer {
            [.prompt(Self.prompt)]
        } _: { server, _ in
            try await body(server.anybody.speaking(revision))
        }
    }

    private static func params(
        _ argument: JSONValue, ref: JSONValue = ["type": "ref/prompt", "name": "p"], context: JSONValue? = nil
    ) -> JSONObject {
        var params: JSONObject = ["ref": ref, "argument": argument]
        params["context"] = context
        return params
    }

    private static func typed(_ name: JSONValue, _ value: JSONValue = "") -> JSONValue {
        ["name": name, "value": value]
    }

    @Test("at most 100 values, how many there are, and whether there are more", arguments: ProtocolRevision.served)
    func bounded(_ revision: ProtocolRevision) async throws {
        try await withServer(revision) { client in
            let many = try await client.call("completion/complete", Self.params(Self.typed("many", "x")))
            let completion = many.result?["completion"]
            #expect(completion?["values"]?.arrayValue?.count == 100)
            #expect(completion?["values"]?[99] == "x99")
            #expect(completion?["total"] == 250)
            #expect(completion?["hasMore"] == true)
            let few = try await client.call("completion/complete", Self.params(Self.typed("few", "T")))
            #expect(few.result?["completion"] == ["values": ["two"], "total": 1, "hasMore": false])
        }
    }

    @Test("what is filled in already reaches the suggestions")
    func context() async throws {
        try await withServer(.v2025_06_18) { client async throws in
            let params = Self.params(Self.typed("context"), context: ["arguments": ["few": "two"]])
            #expect(try await client.call("completion/complete", params).result?["completion"]?["values"] == ["two"])
        }
    }

    @Test(
        "an unknown reference, an unknown argument and what is malformed: -32602", arguments: ProtocolRevision.served)
    func refused(_ revision: ProtocolRevision) async throws {
        let bad: [JSONObject] = [
            [:], Self.params(Self.typed("few"), ref: ["type": "ref/prompt", "name": "none"]),
            Self.params(Self.typed("few"), ref: ["type": "ref/resource", "uri": "test://{none}"]),
            Self.params(Self.typed("few"), ref: ["type": "ref/tool", "name": "count"]),
            Self.params(Self.typed("few"), ref: "p"), Self.params(Self.typed("none")), Self.params(["name": "few"]),
            Self.params(["value": ""]), Self.params(Self.typed("few", 1)), Self.params(Self.typed(1)),
            Self.params(Self.typed("few", .string(String(repeating: "x", count: 1025)))),
            Self.params(Self.typed("context"), context: ["arguments": ["few": 2]]),
            Self.params(Self.typed("context"), context: 5), Self.params(Self.typed("context"), context: [1]),
            Self.params(Self.typed("context"), context: ["arguments": "few"]),
        ]
        try await withServer(revision) { client in
            for params in bad {
                let answer = try await client.call("completion/complete", params)
                #expect(answer.status == 200)
                #expect(answer.code == -32602, "\(JSONValue.object(params).text())")
            }
        }
    }

    @Test("nothing is told of what goes wrong, and nobody is asked", arguments: ProtocolRevision.served)
    func silent(_ revision: ProtocolRevision) async throws {
        try await withServer(revision) { client in
            for name: JSONValue in ["asks", "breaks", "plain"] {
                var params = Self.params(Self.typed(name))
                if revision.isStateless { params["_meta"] = MCPTestClient.meta([:], capabilities: ["roots": [:]]) }
                let answer = try await client.call("completion/complete", params)
                #expect(answer.result?["completion"] == ["values": [], "total": 0, "hasMore": false])
                #expect(answer.result?["inputRequests"] == nil)
            }
        }
    }
}
