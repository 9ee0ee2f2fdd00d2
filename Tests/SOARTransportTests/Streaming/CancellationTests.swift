//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// Who hangs up has cancelled since 2026-07-28, and never before; handlers end in time either way (MCP basic patterns,
/// "Cancellation").
@Suite("Cancellation and limits of calls")
struct CancellationTests {
    /// Says that it has begun, works long, and remembers how it ended.
    private final class Worker: Sendable {
        let ending = Mutex<String?>(nil)
        private let hasBegun = Atomic(false)
        private let isSilent: Bool
        private let time: Duration

        init(isSilent: Bool = false, time: Duration = .seconds(3)) {
            self.isSilent = isSilent
            self.time = time
        }

        var tool: Tool {
            Tool("work", description: "Works long.") { [self] _, context in
                hasBegun.store(true, ordering: .releasing)
                if !isSilent { await context.reportProgress(1) }
                do {
                    try await Task.sleep(for: time)
                    ending.withLock { $0 = "done" }
                } catch {
                    ending.withLock { $0 = "cancelled" }
                    throw error
                }
                return .text("done")
            }
        }

        func waitForBeginning(_ limit: Duration = .seconds(8)) async throws {
            let deadline = ContinuousClock.now + limit
            while !hasBegun.load(ordering: .acquiring), .now < deadline { try await Task.sleep(for: .milliseconds(5)) }
            let begun = hasBegun.load(ordering: .acquiring)
            #expect(begun)
        }

        func waitForEnding(_ limit: Duration = .seconds(8)) async throws -> String? {
            let deadline = ContinuousClock.now + limit
            while ending.withLock(\.self) == nil, .now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            return ending.withLock(\.self)
        }
    }

    @Test("hanging up stops the handler from 2026-07-28 on, and the audit log says so")
    func modernHangUp() async throws {
        let worker = Worker()
        try await withTalkingServer {
            [.tool(worker.tool)]
        } _: { server, _ in
            let client = server.anybody
            let events = try await client.events(client.toolRequest("work", meta: ["progressToken": 1]))
            #expect(try await events.nextEvent()?.method == "notifications/progress")
            await events.close()
            #expect(try await worker.waitForEnding(.seconds(2)) == "cancelled")
            let deadline = ContinuousClock.now + .seconds(5)
            while try await server.records().count < 2, .now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            let records = try await server.records()
            #expect(records.map(\.phase) == [.intent, .outcome])
            #expect(records.last?.error == "the client disconnected; it may have been done all the same")
        }
    }

    @Test(
        "hanging up stops a handler too that has sent nothing", arguments: [[:], ["progressToken": 1]] as [JSONObject])
    func modernHangUpBeforeEvents(_ meta: JSONObject) async throws {
        let worker = Worker(isSilent: true)
        var endpoint = MCPEndpoint.Configuration()
        endpoint.streams.farewell = .milliseconds(100)
        try await withTalkingServer(endpoint: endpoint) {
            [.tool(worker.tool)]
        } _: { server, _ in
            let connection = try RawClient(port: server.port)
            try await connection.send(server.anybody.toolRequest("work", meta: meta).bytes)
            try await worker.waitForBeginning()
            await connection.close()
            #expect(try await worker.waitForEnding(.seconds(2)) == "cancelled")
        }
    }

    @Test(
        "a client that has only closed its side gets its answer",
        arguments: [[:], ["progressToken": 1]] as [JSONObject])
    func halfClosed(_ meta: JSONObject) async throws {
        let worker = Worker(isSilent: true, time: .milliseconds(300))
        try await withTalkingServer {
            [.tool(worker.tool)]
        } _: { server, _ in
            let connection = try RawClient(port: server.port)
            try await connection.send(server.anybody.toolRequest("work", meta: meta).bytes)
            await connection.finishSending()
            let (text, end) = try await connection.readToEnd()
            #expect(end == .closed)
            #expect(text.hasPrefix("HTTP/1.1 200"))
            #expect(text.contains(#""text":"done""#))
            #expect(try await worker.waitForEnding(.seconds(2)) == "done")
        }
    }

    @Test("hanging up stops nothing in the revisions before", arguments: ProtocolRevision.withHandshake)
    func legacyHangUp(_ revision: ProtocolRevision) async throws {
        let worker = Worker()
        try await withTalkingServer {
            [.tool(worker.tool)]
        } _: { server, _ in
            let client = server.anybody.speaking(revision)
            let events = try await client.events(client.toolRequest("work", meta: ["progressToken": 1]))
            #expect(try await events.nextEvent()?.method == "notifications/progress")
            await events.close()
            #expect(try await worker.waitForEnding() == "done")
        }
    }

    @Test("a handler that takes too long is stopped, and the caller is told")
    func timeLimit() async throws {
        var configuration = MCPServer.Configuration()
        configuration.handlers.time = .milliseconds(200)
        let worker = Worker()
        try await withTalkingServer(configuration: configuration) {
            [.tool(worker.tool)]
        } _: { server, _ in
            let client = server.anybody
            for meta: JSONObject in [[:], ["progressToken": 1]] {
                let begun = ContinuousClock.now
                let events = try await client.events(client.toolRequest("work", meta: meta))
                let head = try await events.readHead()
                #expect(head.status == 200)
                #expect(begun.duration(to: .now) < .seconds(2))
                await events.close()
            }
            let answer = try await client.tool("work")
            #expect(answer.isToolError)
            #expect(answer.text?.contains("took longer than 0 s") == true)
            #expect(try await server.records().contains { $0.error == "timed out" })
        }
    }

    @Test("more calls than may run are told to come again")
    func concurrencyLimit() async throws {
        var configuration = MCPServer.Configuration()
        configuration.handlers.concurrent = 2
        try await withTalkingServer(configuration: configuration) {
            [
                .tool(
                    Tool("naps", description: "Naps.", annotations: .readOnly) { _, _ in
                        try await Task.sleep(for: .milliseconds(500))
                        return .text("rested")
                    })
            ]
        } _: { server, _ in
            let client = server.anybody
            let answers = try await withThrowingTaskGroup(of: TestAnswer.self) { tasks in
                for _ in 0..<6 { tasks.addTask { try await client.tool("naps") } }
                return try await tasks.reduce(into: [TestAnswer]()) { $0.append($1) }
            }
            #expect(answers.count { $0.text == "rested" } == 2)
            #expect(answers.count { $0.isToolError && $0.text?.contains("busy") == true } == 4)
            #expect(try await client.tool("naps").text == "rested")
        }
    }

    @Test("cancelling what is finished or was never there is taken note of, no more")
    func cancelNothing() async throws {
        try await withTalkingServer { server, _ in
            for revision in ProtocolRevision.served {
                let client = server.anybody.speaking(revision)
                for id: JSONValue in [1, "no-such", nil] {
                    let note = client.request("notifications/cancelled", ["requestId": id], id: nil)
                    let answer = try await client.send(note)
                    #expect(answer.status == 202)
                    #expect(answer.body.isEmpty)
                }
            }
        }
    }
}
