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

    @Test("what breaks it is in the log, with the tool's name and what is wrong; what keeps it is not")
    func checked() async throws {
        let log = InMemoryLogHandler()
        var setup = TestServer.Setup()
        setup.logger = Logger(label: "test") { _ in log }
        setup.verifier = StaticTokenVerifier([TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any")])
        var configuration = MCPServer.Configuration()
        configuration.checksResults = true
        setup.server = try MCPServer(name: "a", version: "1", configuration: configuration) {
            Self.tool("keeps", .structured(["n": 1]))
            Self.tool("breaks", .structured(["n": "one"]))
            Self.tool("forgets", .text("1"))
            Self.tool("fails", ToolResult(content: [.text("no")], isError: true))
        }
        try await withTestServer(setup) { server in
            for name in ["keeps", "fails"] { #expect(try await server.anybody.tool(name).status == 200) }
            #expect(!log.entries.contains { "\($0.message)".contains("output schema") })
            for (name, word) in [("breaks", "'n'"), ("forgets", "structuredContent")] {
                #expect(try await server.anybody.tool(name).status == 200)
                let entry = try #require(log.entries.last { "\($0.message)".contains("output schema") })
                #expect("\(entry.metadata)".contains(name))
                #expect("\(entry.metadata)".contains(word))
            }
        }
    }
}
