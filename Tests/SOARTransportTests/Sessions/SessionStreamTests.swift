//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What a session is for: being asked, being told, coming back.
@Suite("Streams of a session")
struct SessionStreamTests {
    private static let features: @Sendable () -> [MCPFeature] = {
        [
            .resource(Resource("test://a", name: "a", description: "A.") { _ in .text("a") }),
            .tool(
                Tool("asks", description: "Asks.", annotations: .readOnly) { _, context in
                    let answer = try await context.elicit("Really?", schema: ["type": "object", "properties": [:]])
                    return .text("\(answer)")
                }),
            .tool(
                Tool("logs", description: "Logs.", annotations: .readOnly) { _, context in
                    await context.log(.debug, "fine")
                    await context.log(.error, "bad", logger: "test")
                    return .text("logged")
                }),
            .tool(
                Tool("waits", description: "Waits.", annotations: .readOnly) { _, context in
                    await context.reportProgress(1)
                    try await Task.sleep(for: .seconds(20))
                    return .text("waited")
                }),
        ]
    }

    private func withSession(
        _ revision: ProtocolRevision = .v2025_11_25, logs: Bool = false,
        _ body: (SessionClient, MCPServer) async throws -> Void
    ) async throws {
        var configuration = MCPServer.Configuration()
        configuration.sendsLogMessages = logs
        try await withTalkingServer(configuration: configuration, endpoint: .withSessions, Self.features) {
            server, offered in
            try await body(try await SessionClient(server.anybody.speaking(revision)), offered)
        }
    }

    @Test("a question comes on the call's own stream; the answer by another POST", arguments: [true, false])
    func asked(_ accepts: Bool) async throws {
        try await withSession { session, _ in
            let events = try await session.client.events(session.request("tools/call", ["name": "asks"], id: 5))
            let question = try #require(try await events.firstEvent { $0.method == "elicitation/create" })
            #expect(question.params?["message"] == "Really?")
            let id = try #require(question.json?["id"])
            let outcome: JSONObject =
                accepts
                ? ["result": ["action": "accept", "content": ["a": 1]]]
                : ["error": ["code": -1, "message": "nobody there"]]
            #expect(try await session.answer(id, outcome).status == 202)
            let last = try #require(try await events.remainingEvents().last)
            #expect(last.json?["id"] == 5)
            let text = last.result?["content"]?[0]?["text"]?.stringValue
            #expect(text?.contains(accepts ? "accepted" : "nobody there") == true)
            #expect(try await session.answer(id, outcome).status == 202)
        }
    }

    @Test("a client that declared nothing is not asked")
    func incapable() async throws {
        try await withTalkingServer(endpoint: .withSessions, Self.features) { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_06_18), capabilities: [:])
            let answer = try await session.call("tools/call", ["name": "asks"])
            #expect(answer.isToolError)
            #expect(answer.text?.contains("elicitation") == true)
        }
    }

    @Test("2025-03-26 has no elicitation, whatever the client declares")
    func tooOld() async throws {
        try await withSession(.v2025_03_26) { session, _ in
            let answer = try await session.call("tools/call", ["name": "asks"])
            #expect(answer.isToolError)
        }
    }

    @Test("log messages from the level that was set", arguments: ProtocolRevision.withHandshake)
    func logging(_ revision: ProtocolRevision) async throws {
        try await withSession(revision, logs: true) { session, _ in
            #expect(session.agreed["capabilities"]?["logging"] == [:])
            #expect(try await session.call("logging/setLevel", ["level": "loud"]).code == -32602)
            for (level, count) in [("debug", 2), ("warning", 1)] {
                #expect(try await session.call("logging/setLevel", ["level": .string(level)]).result == [:])
                let events = try await session.client.events(session.request("tools/call", ["name": "logs"]))
                let logs = try await events.remainingEvents().filter { $0.method == "notifications/message" }
                #expect(logs.count == count)
                #expect(logs.last?.params?["level"] == "error")
                #expect(logs.last?.params?["data"] == "bad")
            }
            #expect(try await session.call("logging/setLevel", ["level": "emergency"]).result == [:])
            #expect(try await session.call("tools/call", ["name": "logs"])["Content-Type"] == "application/json")
        }
    }

    @Test("a cancelled call ends at once and without an answer")
    func cancelled() async throws {
        try await withSession { session, _ in
            let params: JSONObject = ["name": "waits", "_meta": ["progressToken": 1]]
            let events = try await session.client.events(session.request("tools/call", params, id: "w"))
            _ = try await events.firstEvent { $0.method == "notifications/progress" }
            let twin = try await session.call("tools/call", ["name": "logs"], id: "w")
            #expect(twin.code == -32600)
            let note = session.request("notifications/cancelled", ["requestId": "w", "reason": "enough"], id: nil)
            #expect(try await session.client.send(note).status == 202)
            #expect(try await events.remainingEvents(within: .seconds(5)).isEmpty)
        }
    }

    @Test("a call that is cancelled while it asks takes its question back")
    func cancelledWhileAsking() async throws {
        try await withSession { session, _ in
            let events = try await session.client.events(
                session.request("tools/call", ["name": "asks"], id: "w"))
            let question = try #require(try await events.firstEvent { $0.method == "elicitation/create" })
            let note = session.request("notifications/cancelled", ["requestId": "w"], id: nil)
            #expect(try await session.client.send(note).status == 202)
            let rest = try await events.remainingEvents(within: .seconds(5))
            #expect(rest.map(\.method) == ["notifications/cancelled"])
            #expect(rest.first?.params?["requestId"] == question.json?["id"])
        }
    }

    @Test("changes come on the stream that belongs to no call, resources only when subscribed to")
    func changes() async throws {
        try await withSession { session, offered in
            let stream = try await session.listen()
            #expect(try await stream.readHead().status == 200)
            offered.resourceUpdated("test://a")
            #expect(try await session.call("resources/subscribe", ["uri": "test://a"]).result == [:])
            #expect(try await session.call("resources/subscribe", ["uri": "test://no"]).code == -32002)
            offered.resourceUpdated("test://a")
            let updated = try #require(try await stream.nextEvent())
            #expect(updated.method == "notifications/resources/updated")
            #expect(updated.params?["uri"] == "test://a")
            try offered.add { Tool("new", description: "New.") { _, _ in .text("new") } }
            #expect(try await stream.nextEvent()?.method == "notifications/tools/list_changed")
            #expect(try await session.call("resources/unsubscribe", ["uri": "test://a"]).result == [:])
            offered.resourceUpdated("test://a")
            #expect(try await stream.isQuiet(for: .milliseconds(200)))
        }
    }

    @Test("who lost the connection gets what came meanwhile, of that stream and no other")
    func replay() async throws {
        try await withSession { session, offered in
            let stream = try await session.listen()
            offered.toolsChanged()
            let first = try #require(try await stream.nextEvent())
            let firstID = try #require(first.id)
            _ = try offered.add { Prompt("p", description: "P.") { _, _ in .user("p") } }
            let second = try #require(try await stream.nextEvent())
            #expect(second.id != firstID)
            await stream.close()
            offered.resourceUpdated("test://a")
            let back = try await session.listen(after: firstID)
            let again = try #require(try await back.nextEvent())
            #expect(again.id == second.id)
            #expect(again.method == "notifications/prompts/list_changed")
            offered.toolsChanged()
            #expect(try await back.nextEvent()?.method == "notifications/tools/list_changed")
        }
    }

    @Test("a call's stream can be come back to, to the answer")
    func callReplay() async throws {
        try await withSession { session, _ in
            let params: JSONObject = ["name": "count", "arguments": ["to": 5], "_meta": ["progressToken": 1]]
            let events = try await session.client.events(session.request("tools/call", params, id: 9))
            var all = try await events.remainingEvents()
            #expect(all.first?.data == "", "a priming event comes first")
            all.removeFirst()
            #expect(Set(all.compactMap(\.id)).count == 6)
            let back = try await session.listen(after: all[2].id)
            let replayed = try await back.remainingEvents()
            #expect(replayed.map(\.json) == all[3...].map(\.json))
            #expect(replayed.last?.json?["id"] == 9)
            for strange in ["99-1", "x", "1", "-1-2", "1-"] {
                let refused = try await session.listen(after: strange)
                #expect(try await refused.readHead().status == 400)
            }
        }
    }
}
