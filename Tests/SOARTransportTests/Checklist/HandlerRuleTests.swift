//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore
import Synchronization
import TestSupport
import Testing

@testable import SOARTransport

/// What a handler may do, how long and how often (requirements E49, H78, M90, N91).
@Suite("Handlers within their limits")
struct HandlerRuleTests {
    private static let asks = MCPFeature.tool(
        Tool("asks", description: "Asks.", annotations: .readOnly) { _, context in
            .text("\(try await context.roots().count)")
        })

    @Test("a question that nobody answers in time is withdrawn, and the call fails")
    func askTime() async throws {
        var configuration = MCPServer.Configuration()
        configuration.handlers.askTime = .milliseconds(200)
        try await withTalkingServer(configuration: configuration, endpoint: .withSessions) {
            [Self.asks]
        } _: { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_11_25))
            let events = try await session.client.events(session.request("tools/call", ["name": "asks"], id: 3))
            let all = try await events.remainingEvents().filter { $0.data != "" }
            #expect(all.map(\.method) == ["roots/list", "notifications/cancelled", nil])
            #expect(all.count == 3)
            #expect(all[1].params?["requestId"] == all[0].json?["id"])
            #expect(all.last?.json?["id"] == 3)
            #expect(all.last?.result?["isError"] == true)
        }
    }

    @Test("questions are not counted among the notifications")
    func questionsBesideNotifications() async throws {
        var configuration = MCPServer.Configuration()
        configuration.handlers.notifications = 1
        try await withTalkingServer(configuration: configuration, endpoint: .withSessions) {
            [
                .tool(
                    Tool("asks-twice", description: "Asks twice.", annotations: .readOnly) { _, context in
                        await context.reportProgress(1)
                        await context.reportProgress(2)
                        let first = try await context.roots(as: "first").count
                        return .text("\(try await context.roots(as: "second").count + first)")
                    })
            ]
        } _: { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_11_25))
            let params: JSONObject = ["name": "asks-twice", "_meta": ["progressToken": "p"]]
            let events = try await session.client.events(session.request("tools/call", params, id: 3))
            for _ in 0..<2 {
                let question = try #require(try await events.firstEvent { $0.method == "roots/list" })
                let id = try #require(question.json?["id"])
                _ = try await session.answer(id, ["result": ["roots": [["uri": "file:///a"]]]])
            }
            #expect(try await events.remainingEvents().last?.result?["content"]?[0]?["text"] == "2")
        }
    }

    @Test("a prompt tells what is wrong with its arguments as such, and what is not as an internal error")
    func promptFailures() async throws {
        try await withTalkingServer {
            [
                .prompt(Prompt("wrong", description: "W.") { _, _ in throw ToolFailure("Not like that.") }),
                .prompt(
                    Prompt("out", description: "O.") { _, _ in throw ToolFailure("Not now.", isInternal: true) }),
                .prompt(Prompt("breaks", description: "B.") { _, _ in throw TestServer.Setup.Broken() }),
            ]
        } _: { server, _ in
            for (name, code) in [("wrong", -32602), ("out", -32603), ("breaks", -32603)] as [(String, Int64)] {
                let answer = try await server.anybody.call("prompts/get", ["name": .string(name)])
                #expect(answer.code == code)
                #expect(answer.status == 200)
            }
        }
    }

    @Test("nothing is sent after the answer, whatever a handler left behind goes on to say")
    func afterTheAnswer() async throws {
        let collector = MessageCollector()
        let exchange = CallExchange(progressToken: "p", leastLogLevel: { .debug }, sink: collector)
        let context = CallContext(
            caller: AccessToken(subject: "a", client: "a"), revision: .v2026_07_28, callID: "c",
            logger: Logger(label: "t"),
            meta: [:], exchange: exchange)
        await context.reportProgress(1)
        await context.log(.info, "working")
        #expect(collector.messages.count == 2)
        exchange.end()
        await context.reportProgress(2)
        await context.log(.error, "too late")
        #expect(collector.messages.count == 2)
    }

    @Test("tasks that report at once, to a reader that is slow, are heard in growing order, the furthest among them")
    func concurrentProgress() async throws {
        let stream = EventStream()
        let reader = stream.attach()
        let context = CallContext(
            caller: AccessToken(subject: "a", client: "a"), revision: .v2026_07_28, callID: "c",
            logger: Logger(label: "t"), meta: [:], exchange: CallExchange(progressToken: "p", sink: stream))
        let all = try await withThrowingTaskGroup(of: [Int64].self) { tasks in
            tasks.addTask { try await Self.readLate(stream, reader) }
            await withTaskGroup(of: Void.self) { reports in
                for step in (1...200).reversed() { reports.addTask { await context.reportProgress(Double(step)) } }
                for step in 201...400 { reports.addTask { await context.reportProgress(Double(step)) } }
            }
            stream.end()
            return try await tasks.next() ?? []
        }
        #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 }, "\(all)")
        #expect(all.last == 400)
    }

    /// The progress that a reader hears that begins when more wait for their place than can be among the first.
    private static func readLate(_ stream: EventStream, _ reader: Int) async throws -> [Int64] {
        try await Task.sleep(for: .milliseconds(200))
        var heard: [Int64] = []
        while case .event(let event) = try await stream.next(reader) {
            heard.append(try JSONParser.parse(event.bytes)["params"]?["progress"]?.integerValue ?? 0)
        }
        return heard
    }

    @Test("progress over the wire ends with the call, in a session where the stream could be come back to")
    func strayProgress() async throws {
        let left = Mutex<CallContext?>(nil)
        try await withTalkingServer(endpoint: .withSessions) {
            [
                .tool(
                    Tool("leaves", description: "Leaves its context behind.", annotations: .readOnly) { _, context in
                        left.withLock { $0 = context }
                        await context.reportProgress(1)
                        return .text("done")
                    })
            ]
        } _: { server, _ in
            let session = try await SessionClient(server.anybody.speaking(.v2025_11_25))
            let params: JSONObject = ["name": "leaves", "_meta": ["progressToken": "p"]]
            let events = try await session.client.events(session.request("tools/call", params, id: 1))
            let all = try await events.remainingEvents()
            let kept = left.withLock { $0 }
            let context = try #require(kept)
            await context.reportProgress(2)
            let back = try await session.listen(after: all.first?.id)
            let again = try await back.remainingEvents()
            #expect(again.count == 2)
            #expect(again.last?.json?["id"] == 1)
        }
    }

    @Test(
        "a caller that calls too often is told when to come again, and nobody else is",
        arguments: ProtocolRevision.served)
    func rate(_ revision: ProtocolRevision) async throws {
        var configuration = MCPServer.Configuration()
        configuration.handlers.rate = CallRate(perMinute: 1, burst: 3)
        try await withTalkingServer(configuration: configuration) { server, _ in
            let client = server.anybody.speaking(revision)
            for _ in 0..<3 { #expect(try await client.tool("count").text == "counted to 3") }
            let refused = try await client.tool("count")
            #expect(refused.status == 200)
            #expect(refused.isToolError)
            #expect(refused.text?.hasPrefix("You have called too often. Try again in ") == true)
            #expect(try await client.call("tools/list").status == 200)
            #expect(try await client.with(token: "somebody-else").tool("count").text == "counted to 3")
        }
    }

    @Test("a burst is regained by waiting, one call each interval, and never more than the burst")
    func regaining() {
        let rates = CallRates(CallRate(perMinute: 60, burst: 2))
        let caller = CallOwner(AccessToken(subject: "a", client: "a"))
        let start = ContinuousClock.now
        func delay(_ seconds: Double) -> Duration? { rates.delay(of: caller, now: start + .seconds(seconds)) }
        #expect(delay(0) == nil)
        #expect(delay(0) == nil)
        #expect(delay(0) == .seconds(1))
        #expect(delay(0.5) == .milliseconds(500))
        #expect(delay(1) == nil)
        #expect(delay(1) != nil)
        #expect(delay(100) == nil)
        #expect(delay(100) == nil)
        #expect(delay(100) != nil)
    }

    @Test("callers that are remembered are bounded, and those that have rested make room")
    func boundedCallers() {
        let rates = CallRates(CallRate(perMinute: 60, burst: 1))
        let start = ContinuousClock.now
        func delay(_ number: Int, _ now: ContinuousClock.Instant) -> Duration? {
            rates.delay(of: CallOwner(AccessToken(subject: "\(number)", client: "a")), now: now)
        }
        for number in 0..<CallRates.maximumCallers { #expect(delay(number, start) == nil) }
        #expect(delay(-1, start) != nil)
        #expect(delay(-1, start + .seconds(2)) == nil)
    }

    @Test("log messages hold no API token and no member that is named a secret")
    func logsWithoutSecrets() async throws {
        let secret = APITokenSecret().exposed
        var configuration = MCPServer.Configuration()
        configuration.sendsLogMessages = true
        try await withTalkingServer(configuration: configuration) {
            [
                .tool(
                    Tool("logs", description: "Logs.", annotations: .readOnly) { _, context in
                        await context.log(.error, ["text": .string("it was \(secret)"), "password": "hunter2"])
                        return .text("done")
                    })
            ]
        } _: { server, _ in
            let client = server.anybody
            let level: JSONObject = ["io.modelcontextprotocol/logLevel": "debug"]
            let answer = try await client.send(client.toolRequest("logs", meta: level))
            #expect(answer.events.count == 2)
            #expect(answer.body.contains("it was"))
            #expect(!answer.body.contains(secret))
            #expect(!answer.body.contains("hunter2"))
        }
    }

    @Test(
        "a server without log messages announces none, sends none and knows no level",
        arguments: ProtocolRevision.served)
    func noLogging(_ revision: ProtocolRevision) async throws {
        try await withTalkingServer { server, _ in
            let client = server.anybody.speaking(revision)
            let answer = try await client.call("logging/setLevel", ["level": "info"])
            #expect(answer.code == -32601)
            #expect(answer.status == (revision.isStateless ? 404 : 200))
            let level: JSONObject = ["io.modelcontextprotocol/logLevel": "debug"]
            #expect(
                try await client.send(client.toolRequest("count", meta: level))["Content-Type"] == "application/json")
        }
    }
}
