//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// What the everything server says before its answers, in every revision (MCP utilities "Progress", "Logging",
/// "Cancellation"; transports, "Resumability and Redelivery").
@Suite("Everything: messages")
struct EverythingMessageTests {
    @Test("progress is told to whoever asks for it, under the token that was named", arguments: EverythingMode.all)
    func progress(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            for token: JSONValue in ["progress-1", 7] {
                let asked = try await talk.askingTool("test_tool_with_progress", meta: ["progressToken": token])
                #expect(asked.notifications.map(\.method) == Array(repeating: "notifications/progress", count: 3))
                #expect(asked.notifications.map { $0.params?["progress"] } == [0, 50, 100])
                #expect(asked.notifications.allSatisfy { $0.params?["total"] == 100 })
                #expect(asked.notifications.allSatisfy { $0.params?["progressToken"] == token })
                #expect(asked.result?["isError"] == false)
            }
            let quiet = try await talk.askingTool("test_tool_with_progress")
            #expect(quiet.notifications.isEmpty)
            #expect(quiet.result?["isError"] == false)
        }
    }

    @Test("a tool's log messages come before its answer", arguments: EverythingMode.reachable)
    func logging(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let asked = try await talk.askingTool("test_tool_with_logging", meta: Self.level("info", mode))
            #expect(asked.notifications.map(\.method) == Array(repeating: "notifications/message", count: 3))
            #expect(
                asked.notifications.map { $0.params?["data"] } == [
                    "Tool execution started", "Tool processing data", "Tool execution completed",
                ])
            #expect(asked.notifications.allSatisfy { $0.params?["level"] == "info" })
        }
    }

    @Test("only messages of the level that was asked for, and above", arguments: EverythingMode.reachable)
    func levels(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            for (place, level) in LogLevel.allCases.enumerated() {
                if mode.hasSession {
                    #expect(try await talk.call("logging/setLevel", ["level": .string(level.rawValue)]).result == [:])
                }
                let asked = try await talk.askingTool("test_logging_tool", meta: Self.level(level.rawValue, mode))
                let levels = asked.notifications.compactMap { $0.params?["level"]?.stringValue }
                #expect(levels == LogLevel.allCases[place...].map(\.rawValue))
            }
        }
    }

    @Test("from 2026-07-28 on no messages where no level was asked for")
    func noLevel() async throws {
        try await withEverything(.stateless) { talk in
            let asked = try await talk.askingTool("test_logging_tool", meta: ["progressToken": 1])
            #expect(asked.notifications.isEmpty)
            #expect(asked.text == "A message of each level was logged.")
            let unknown = try await talk.askingTool("test_logging_tool", meta: Self.level("loud", .stateless))
            #expect(unknown.error?["code"] == -32602)
        }
    }

    @Test("2025-11-25: a client that was sent away comes back for its answer")
    func reconnection() async throws {
        try await withEverything(EverythingMode(revision: .v2025_11_25, hasSession: true)) { talk in
            let stream = try await talk.events("tools/call", ["name": "test_reconnection"], id: "call")
            let events = try await stream.remainingEvents()
            #expect(events.count == 1)
            let priming = try #require(events.first)
            #expect(priming.data == "")
            #expect((priming.retry ?? 0) > 0)
            let id = try #require(priming.id)
            let session = try #require(talk.session)
            let rest = try await session.listen(after: id).remainingEvents()
            #expect(rest.count == 1)
            #expect(rest.first?.json?["id"] == "call")
            #expect(rest.first?.result?["content"]?[0]?["text"] == "Reconnection test completed successfully.")
            #expect(rest.first?.id != id)
        }
    }

    @Test(
        "where a client could not come back it is not sent away",
        arguments: EverythingMode.all.filter { $0 != EverythingMode(revision: .v2025_11_25, hasSession: true) })
    func noReconnection(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let answer = try await talk.tool("test_reconnection")
            #expect(answer.text == "Reconnection test completed successfully.")
        }
    }

    @Test("a call that is cancelled stops, and isn't answered", arguments: EverythingMode.reachable)
    func cancellation(_ mode: EverythingMode) async throws {
        try await withEverything(mode) { talk in
            let uri: JSONValue = "test://watched-resource"
            let changes = try await talk.listen(["resourceSubscriptions": [uri]])
            if mode.hasSession {
                #expect(try await talk.call("resources/subscribe", ["uri": uri], id: "subscribe").result == [:])
            }
            let stream = try await talk.events(
                "tools/call", ["name": "test_cancellation"], meta: ["progressToken": "p"], id: "long")
            _ = try await stream.firstEvent { $0.method == "notifications/progress" }
            if let session = talk.session {
                let notice = session.request("notifications/cancelled", ["requestId": "long"], id: nil)
                #expect(try await session.client.send(notice).status == 202)
                let rest = try await stream.remainingEvents()
                #expect(rest.isEmpty)
            } else {
                await stream.close()
            }
            let event = try await changes.firstEvent { $0.method == "notifications/resources/updated" }
            #expect(event?.params?["uri"] == uri)
            let text = try await talk.call("resources/read", ["uri": uri]).resourceText
            #expect(text?.contains("Calls stopped: 1.") == true)
        }
    }

    /// The level of a stateless request; a session has its own.
    private static func level(_ level: String, _ mode: EverythingMode) -> JSONObject {
        mode.revision.isStateless ? ["io.modelcontextprotocol/logLevel": .string(level)] : [:]
    }
}
