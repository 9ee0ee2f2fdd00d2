//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import InMemoryLogging
import Logging
import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// What an author decides by before a call is run keeps the limits of handlers too, and what providers bring the rules
/// of registration (requirements H75 to H78).
@Suite("What authors decide")
struct DecisionLimitTests {
    private struct SlowTools: ToolProvider {
        func tools(for caller: AccessToken) async throws -> [Tool] {
            try await Task.sleep(for: .seconds(30))
            return []
        }

        func tool(named name: String, for caller: AccessToken) async throws -> Tool? {
            try await Task.sleep(for: .seconds(30))
            return nil
        }
    }

    private struct CarelessTools: ToolProvider {
        private static func tool(_ name: String, _ description: String = "D.") -> Tool {
            Tool(name, description: description, annotations: .readOnly) { _, _ in .text(description) }
        }

        func tools(for caller: AccessToken) async throws -> [Tool] {
            [
                Self.tool("own"), Self.tool("sound", "First."), Self.tool("sound", "Second."), Self.tool("no name"),
                Self.tool("silent", ""),
            ]
        }

        func tool(named name: String, for caller: AccessToken) async throws -> Tool? {
            try await tools(for: caller).first { $0.name == name }
        }
    }

    private func withServer(
        _ configuration: MCPServer.Configuration = MCPServer.Configuration(), providers: [any ToolProvider] = [],
        log: InMemoryLogHandler = InMemoryLogHandler(), @MCPFeatureBuilder features: () throws -> [MCPFeature],
        _ body: (TestServer) async throws -> Void
    ) async throws {
        var setup = TestServer.Setup()
        setup.logger = Logger(label: "test") { _ in log }
        setup.verifier = StaticTokenVerifier([TestServer.Setup.anyToken: AccessToken(subject: "any", client: "any")])
        setup.server = try MCPServer(
            name: "a", version: "1", configuration: configuration, providers: providers, features: features)
        try await withTestServer(setup, body)
    }

    private static var hasty: MCPServer.Configuration {
        var configuration = MCPServer.Configuration()
        configuration.handlers.time = .milliseconds(200)
        return configuration
    }

    @Test("a permission that is not told in time is none", .timeLimit(.minutes(1)))
    func slowPermission() async throws {
        let runs = Atomic<Int>(0)
        try await withServer(Self.hasty) {
            Tool("guarded", description: "Guarded.") { _, _ in
                runs.add(1, ordering: .relaxed)
                return .text("done")
            }
            .permitting { _, _ in
                try await Task.sleep(for: .seconds(30))
                return nil
            }
        } _: { server in
            let answer = try await server.anybody.tool("guarded")
            #expect(answer.isToolError && answer.text?.contains("took longer") == true)
            let count = runs.load(ordering: .relaxed)
            #expect(count == 0)
            let records = try await server.records()
            #expect(records.map(\.error) == ["permission: timed out"] && records.first?.outcome == .failure)
        }
    }

    @Test("arguments of which it is not told in time what may be shown are not shown, and nothing is done")
    func slowAuditParameters() async throws {
        let runs = Atomic<Int>(0)
        try await withServer(Self.hasty) {
            Tool(
                "hides", description: "Hides.", inputSchema: ["type": "object"],
                auditParameters: { arguments, _ in
                    try? await Task.sleep(for: .seconds(30))
                    return arguments
                }
            ) { _, _ in
                runs.add(1, ordering: .relaxed)
                return .text("done")
            }
        } _: { server in
            let answer = try await server.anybody.tool("hides", ["word": "canary"])
            #expect(answer.isToolError && answer.text?.contains("took longer") == true)
            let count = runs.load(ordering: .relaxed)
            #expect(count == 0)
            let records = try await server.records()
            #expect(records.map(\.error) == ["audit parameters: timed out"])
            #expect(!"\(records)".contains("canary"))
        }
    }

    @Test("a provider that does not answer in time is an outage", .timeLimit(.minutes(1)))
    func slowProvider() async throws {
        try await withServer(Self.hasty, providers: [SlowTools()]) {
            Tool.echo
        } _: { server async throws in
            #expect(try await server.anybody.call("tools/list").status == 503)
            #expect(try await server.anybody.tool("nope").status == 503)
            #expect(try await server.anybody.tool("echo").status == 200)
        }
    }

    @Test("so is a resource that does not tell in time whom it is there for", .timeLimit(.minutes(1)))
    func slowVisibility() async throws {
        try await withServer(Self.hasty) {
            try ResourceTemplate("test://{id}", name: "t", description: "T.") { _, _ in .text("t") }
                .visible { _, _ in
                    try await Task.sleep(for: .seconds(30))
                    return true
                }
        } _: { server async throws in
            let client = server.anybody
            let filter: JSONObject = ["notifications": ["resourceSubscriptions": ["test://1"]]]
            #expect(try await client.send(client.request("subscriptions/listen", filter)).status == 503)
        }
    }

    @Test("who calls too often is told so before anything else is asked or recorded as begun")
    func rateComesFirst() async throws {
        var configuration = MCPServer.Configuration()
        configuration.handlers.rate = CallRate(perMinute: 1, burst: 1)
        let asked = Atomic<Int>(0)
        try await withServer(configuration) {
            Tool("guarded", description: "Guarded.", inputSchema: ["type": "object"]) { _, _ in .text("done") }
                .permitting { _, _ in
                    asked.add(1, ordering: .relaxed)
                    return nil
                }
        } _: { server in
            #expect(try await server.anybody.tool("guarded").text == "done")
            let refused = try await server.anybody.tool("guarded", ["word": "canary"])
            #expect(refused.isToolError && refused.text?.contains("too often") == true)
            let count = asked.load(ordering: .relaxed)
            #expect(count == 1)
            let records = try await server.records()
            #expect(records.map(\.phase) == [.intent, .outcome, .outcome])
            #expect(records.last?.error == "called too often")
            #expect(!"\(records)".contains("canary"))
        }
    }

    @Test("what clients would drop of a provider's list is left out, and logged once")
    func carelessProvider() async throws {
        let log = InMemoryLogHandler()
        try await withServer(providers: [CarelessTools()], log: log) {
            Tool("own", description: "The server's own.", annotations: .readOnly) { _, _ in .text("own") }
        } _: { server in
            for _ in 0..<2 {
                let tools = try await server.anybody.call("tools/list").result?["tools"]?.arrayValue
                #expect(tools?.map { $0["name"] } == ["own", "sound"])
                #expect(tools?.map { $0["description"] } == ["The server's own.", "First."])
            }
            #expect(try await server.anybody.tool("sound").text == "First.")
            #expect(try await server.anybody.tool("own").text == "own")
            #expect(try await server.anybody.tool("silent").code == -32603)
            let errors = log.entries.filter { $0.level == .error }
            #expect(errors.count { "\($0.message)".contains("unsound") } == 2)
            #expect(errors.count { "\($0.message)".contains("name of another") } == 2)
        }
    }
}
