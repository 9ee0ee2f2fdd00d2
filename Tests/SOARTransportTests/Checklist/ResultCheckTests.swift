//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import InMemoryLogging
import Logging
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// A tool whose results break its own output schema (requirement H80).
@Suite("Results held against their schema")
struct ResultCheckTests {
    private static func tool(_ name: String, _ result: ToolResult) -> Tool {
        let schema: JSONValue = ["type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"]]
        return Tool(name, description: "T.", outputSchema: schema, annotations: .readOnly) { _, _ in result }
    }

    private func withServer(
        checksResults: Bool? = nil, _ body: (MCPTestClient, InMemoryLogHandler) async throws -> Void
    ) async throws {
        let log = InMemoryLogHandler()
        var setup = TestServer.Setup()
        setup.logger = Logger(label: "test") { _ in log }
        setup.verifier = StaticTokenVerifier([TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any")])
        var configuration = MCPServer.Configuration()
        if let checksResults { configuration.checksResults = checksResults }
        setup.server = try MCPServer(name: "a", version: "1", configuration: configuration) {
            Self.tool("keeps", .structured(["n": 1]))
            Self.tool("breaks", .structured(["n": "one"]))
            Self.tool("forgets", .text("1"))
            Self.tool("fails", ToolResult(content: [.text("no")], isError: true))
        }
        try await withTestServer(setup) { try await body($0.anybody, log) }
    }

    @Test("what breaks it is kept back, and in the log with what is wrong", arguments: ProtocolRevision.served)
    func checked(_ revision: ProtocolRevision) async throws {
        try await withServer { client, log in
            let client = client.speaking(revision)
            #expect(try await client.tool("keeps").isToolError == false)
            #expect(try await client.tool("fails").text == "no")
            #expect(!log.entries.contains { "\($0.message)".contains("output schema") })
            for (name, word) in [("breaks", "'n'"), ("forgets", "structuredContent")] {
                let answer = try await client.tool(name)
                #expect(answer.isToolError && answer.structured == nil)
                #expect(answer.text?.contains("output schema") == true)
                let entry = try #require(log.entries.last { "\($0.message)".contains("output schema") })
                #expect("\(entry.metadata)".contains(name))
                #expect("\(entry.metadata)".contains(word))
            }
        }
    }

    @Test("switched off, it is only looked whether there is any")
    func unchecked() async throws {
        try await withServer(checksResults: false) { client, _ async throws in
            #expect(try await client.tool("breaks").structured == ["n": "one"])
            #expect(try await client.tool("forgets").isToolError)
        }
    }
}
