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

/// A call that has something to say is answered as a stream, any other one as JSON (MCP transports, "Sending Messages").
@Suite("Streaming calls")
struct StreamingCallTests {
    private static let token: JSONObject = ["progressToken": "p-1"]

    @Test("progress comes before the result, with the client's token and growing", arguments: ProtocolRevision.served)
    func progress(_ revision: ProtocolRevision) async throws {
        try await withTalkingServer { server, _ in
            let client = server.anybody.speaking(revision)
            let events = try await client.events(client.toolRequest("count", ["to": 3], meta: Self.token))
            let head = try await events.readHead()
            #expect(head.status == 200)
            #expect(head.fields["content-type"] == "text/event-stream")
            #expect(head.fields["x-accel-buffering"] == "no")
            #expect(head.fields["cache-control"]?.contains("no-cache") == true)
            let all = try await events.remainingEvents()
            #expect(all.dropLast().map { $0.params?["progress"] } == [1, 2, 3])
            #expect(all.dropLast().allSatisfy { $0.params?["progressToken"] == "p-1" && $0.params?["total"] == 3 })
            #expect(all.last?.result?["content"]?[0]?["text"] == "counted to 3")
            #expect(all.last?.json?["id"] == 1)
            #expect(all.allSatisfy { $0.id == nil })
        }
    }

    @Test("a token that is a number comes back as a number")
    func numericToken() async throws {
        try await withTalkingServer { server, _ in
            let client = server.anybody
            let events = try await client.events(client.toolRequest("count", ["to": 1], meta: ["progressToken": 7]))
            #expect(try await events.nextEvent()?.params?["progressToken"] == 7)
        }
    }

    @Test("without a progress token, or with nothing to say, the answer is JSON")
    func plain() async throws {
        try await withTalkingServer { server, _ in
            let client = server.anybody
            let silent = try await client.send(client.toolRequest("count", ["to": 3]))
            #expect(silent["Content-Type"] == "application/json")
            #expect(silent.text == "counted to 3")
            let wordless = try await client.send(client.toolRequest("count", ["to": 0], meta: Self.token))
            #expect(wordless["Content-Type"] == "application/json")
            #expect(wordless.text == "counted to 0")
        }
    }

    @Test("a client that takes only JSON gets only JSON")
    func jsonOnly() async throws {
        try await withTalkingServer { server, _ in
            let client = server.anybody
            let request = client.toolRequest("count", ["to": 3], meta: Self.token).with("Accept", "application/json")
            let answer = try await client.send(request)
            #expect(answer["Content-Type"] == "application/json")
            #expect(answer.text == "counted to 3")
        }
    }

    @Test("progress that doesn't grow, or isn't a number, is not sent")
    func onlyForward() async throws {
        let steps: [Double] = [1, 1, 0.5, .infinity, .nan, 2]
        try await withTalkingServer {
            [
                .tool(
                    Tool("jump", description: "Jumps.") { _, context in
                        for step in steps { await context.reportProgress(step) }
                        return .text("done")
                    })
            ]
        } _: { server, _ in
            let client = server.anybody
            let events = try await client.events(client.toolRequest("jump", meta: Self.token))
            #expect(try await events.remainingEvents().dropLast().map { $0.params?["progress"] } == [1, 2])
        }
    }

    @Test("what refuses a call is still a status where the call could stream")
    func refusals() async throws {
        try await withTalkingServer {
            [
                .tool(
                    Tool("closed", description: "For others.", requirement: Requirement(Scope(rawValue: "no:such"))) {
                        _, _ in .text("no")
                    }),
                .tool(
                    Tool("asks", description: "Asks.", annotations: .readOnly) { _, context in
                        _ = try await context.sample([PromptMessage(.user, .text("?"))], maximumTokens: 5)
                        return .text("no")
                    }),
            ]
        } _: { server, _ in
            let client = server.anybody
            let denied = try await client.send(client.toolRequest("closed", meta: Self.token))
            #expect(denied.status == 403)
            let unable = try await client.send(client.toolRequest("asks", meta: Self.token))
            #expect(unable.status == 400)
            #expect(unable.code == -32021)
            #expect(unable.json?["error"]?["data"]?["requiredCapabilities"] == ["sampling": [:]])
            let unknown = try await client.send(client.toolRequest("nothing", meta: Self.token))
            #expect(unknown.code == -32602)
        }
    }

    @Test("a reader that is slow holds the handler back, and misses nothing")
    func backPressure() async throws {
        let sent = Atomic<Int>(0)
        try await withTalkingServer {
            [
                .tool(
                    Tool("floods", description: "Floods.", annotations: .readOnly) { _, context in
                        let message = String(repeating: "x", count: 1000)
                        for step in 1...9000 {
                            await context.reportProgress(Double(step), message: message)
                            sent.store(step, ordering: .relaxed)
                        }
                        return .text("done")
                    })
            ]
        } _: { server, _ in
            let client = server.anybody
            let connection = try RawClient(port: server.port)
            try await connection.send(client.toolRequest("floods", meta: Self.token).bytes)
            try await Task.sleep(for: .milliseconds(700))
            let early = sent.load(ordering: .relaxed)
            #expect(early > 0 && early < 9000, "\(early) of 9000 were sent to a client that reads nothing")
            await connection.close()
            let events = try await client.events(client.toolRequest("floods", meta: Self.token))
            let all = try await events.remainingEvents(within: .seconds(60))
            #expect(all.count == 9001)
            #expect(all.last?.result?["content"]?[0]?["text"] == "done")
        }
    }

    @Test("a reader that stalls does not switch the handler's time limit off")
    func stalledReader() async throws {
        var configuration = MCPServer.Configuration()
        configuration.handlers.time = .milliseconds(300)
        try await withTalkingServer(configuration: configuration) {
            [
                .tool(
                    Tool("floods", description: "Floods.", annotations: .readOnly) { _, context in
                        let message = String(repeating: "x", count: 1000)
                        for step in 1...9000 { await context.reportProgress(Double(step), message: message) }
                        return .text("done")
                    })
            ]
        } _: { server, _ in
            let connection = try RawClient(port: server.port)
            try await connection.send(server.anybody.toolRequest("floods", meta: Self.token).bytes)
            let deadline = ContinuousClock.now + .seconds(30)
            while try await server.records().isEmpty, .now < deadline {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await server.records().map(\.error) == ["timed out"])
            await connection.close()
        }
    }

    @Test("two calls on one connection, one after the other, each as its own stream")
    func keepAlive() async throws {
        try await withTalkingServer { server, _ in
            let client = server.anybody
            let connection = try RawClient(port: server.port)
            for id in 1...3 {
                let request = client.toolRequest("count", ["to": 2], meta: Self.token, id: JSONValue(id))
                try await connection.send(request.bytes)
                let answer = try await connection.readAnswer()
                #expect(answer.status == 200)
                #expect(answer.body.contains("\"id\":\(id)"))
                #expect(answer.body.contains("counted to 2"))
            }
        }
    }

    @Test("a call that streams counts as an open stream until it ends")
    func bounded() async throws {
        var endpoint = MCPEndpoint.Configuration()
        endpoint.streams.maximumPerCaller = 1
        try await withTalkingServer(endpoint: endpoint) {
            [
                .tool(
                    Tool("stays", description: "Stays.", annotations: .readOnly) { _, context in
                        await context.reportProgress(1)
                        try await Task.sleep(for: .seconds(20))
                        return .text("done")
                    })
            ]
        } _: { server, _ in
            let client = server.anybody
            let first = try await client.events(client.toolRequest("stays", meta: Self.token))
            #expect(try await first.nextEvent()?.method == "notifications/progress")
            let second = try await client.send(client.toolRequest("count", meta: Self.token))
            #expect(second.status == 429)
            #expect(second["Retry-After"] != nil)
            #expect(try await client.send(client.toolRequest("count")).text == "counted to 3")
            await first.close()
            let deadline = ContinuousClock.now + .seconds(5)
            var status = 429
            while status == 429, .now < deadline {
                status = try await client.send(client.toolRequest("count", meta: Self.token)).status
            }
            #expect(status == 200)
        }
    }
}
