//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

@Suite("Waiting for the end of a run")
struct WaitingTests {
    private static var setup: TestServer.Setup {
        var setup = TestServer.Setup()
        setup.playbookTools = true
        setup.waiting.firstInterval = .milliseconds(20)
        setup.waiting.longestInterval = .milliseconds(100)
        return setup
    }

    private static let run: JSONObject = ["playbook_id": 7, "parameters": ["src": "10.0.0.1"]]

    /// Answers with one after the other, the last one again and again.
    private static func scripted(_ statuses: [ExecutionStatus?]) -> ScriptedPlatform {
        var platform = ScriptedPlatform()
        let turn = SharedCount()
        platform.onStatus = { id throws(PlatformError) in
            guard let status = statuses[min(turn.next(), statuses.count - 1)] else {
                throw PlatformError(.unreachable, "The platform can't be reached.")
            }
            return ActivityStatus(activityID: id, status: status)
        }
        return platform
    }

    private final class SharedCount: Sendable {
        private let value = Mutex(0)
        func next() -> Int {
            value.withLock { value in
                defer { value += 1 }
                return value
            }
        }
    }

    @Test(
        "progress comes with each status, and the answer holds the result",
        arguments: ["execute_playbook", "playbook_block_a_malicious_ip"])
    func progress(_ tool: String) async throws {
        try await withSimulatedServer(Self.setup) { world in
            let client = try await world.server.client(named: "alice")
            let id = JSONValue.integer(PlaybookID.blockAddress.rawValue)
            var arguments: JSONObject = ["src": "10.0.0.1"]
            if tool == "execute_playbook" { arguments = ["playbook_id": id, "parameters": .object(arguments)] }
            arguments["wait_seconds"] = 20
            let events = try await client.events(
                client.toolRequest(tool, arguments, meta: ["progressToken": "p"]))
            var told: [String] = []
            var last = -1.0
            for (word, seconds) in [("NEW", 0.5), ("RUNNING", 5), ("SUCCESS", 0)] {
                let event = try #require(
                    try await events.firstEvent { $0.params?["message"]?.stringValue?.hasSuffix(word) == true })
                #expect(event.method == "notifications/progress")
                #expect(event.params?["progressToken"] == "p")
                #expect(event.params?["total"] == 20)
                let progress = try #require(event.params?["progress"]?.doubleValue)
                #expect(progress > last)
                last = progress
                told.append(event.params?["message"]?.stringValue ?? "")
                world.clock.advance(by: seconds)
            }
            let answer = try #require(try await events.remainingEvents().last?.result?["structuredContent"])
            let activity = try #require(answer["activity_id"]?.stringValue)
            #expect(told.allSatisfy { $0.hasPrefix(activity) })
            #expect(answer["success"] == true)
            #expect(answer["status"] == "SUCCESS")
            #expect(answer["isFinal"] == true)
            #expect(answer["executionResult"]?["result"]?["activity"]?["executeStatus"] == "SUCCESS")
            #expect(world.simulator.calls.count(of: .execution) == 1)
            #expect(try await world.server.records().map(\.phase) == [.intent, .outcome])
        }
    }

    @Test("a run that takes longer answers its activity id, and how to go on")
    func stillRunning() async throws {
        var setup = Self.setup
        setup.platform = Self.scripted([.running])
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let begun = ContinuousClock.now
            let answer = try await client.tool("execute_playbook", .object(Self.run.merging(["wait_seconds": 1])))
            #expect(!answer.isToolError)
            #expect((.seconds(1)...(.seconds(4))).contains(begun.duration(to: .now)))
            #expect(answer.structured?["activity_id"] == "activity-1")
            #expect(answer.structured?["status"] == "RUNNING")
            #expect(answer.structured?["isFinal"] == false)
            #expect(answer.structured?["executionResult"] == nil)
            let message = try #require(answer.structured?["message"]?.stringValue)
            #expect(message.contains("query_playbook_execution_status_by_activity_id"))
            #expect(message.contains("do not start it again"))
        }
    }

    @Test("a question that fails is asked again, and the activity id is not lost")
    func faults() async throws {
        var setup = Self.setup
        setup.platform = Self.scripted([nil, .running, nil, nil, .failed])
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let answer = try await client.tool("execute_playbook", .object(Self.run.merging(["wait_seconds": 10])))
            #expect(answer.structured?["status"] == "FAIL")
            #expect(answer.structured?["message"]?.stringValue?.contains("Failed") == true)
            #expect(answer.structured?["executionResult"]?["code"] == 200)
        }
        var platform = Self.scripted([nil])
        platform.onResult = { _ throws(PlatformError) in throw PlatformError(.timedOut, "late") }
        setup = Self.setup
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let answer = try await client.tool("execute_playbook", .object(Self.run.merging(["wait_seconds": 1])))
            #expect(answer.structured?["activity_id"] == "activity-1")
            #expect(answer.structured?["isFinal"] == false)
            #expect(platform.log.lookUps.filter { $0 == "status" }.count > 3)
        }
    }

    @Test("an end whose result can't be told is told without it")
    func noResult() async throws {
        var platform = Self.scripted([.success])
        platform.onResult = { _ throws(PlatformError) in throw PlatformError(.timedOut, "late") }
        var setup = Self.setup
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let answer = try await client.tool("playbook_block", ["src": "a", "wait_seconds": 10])
            #expect(answer.structured?["status"] == "SUCCESS")
            #expect(answer.structured?["executionResult"] == nil)
            let message = answer.structured?["message"]?.stringValue
            #expect(message?.contains("query_playbook_execution_result_by_activity_id") == true)
        }
    }

    @Test("a client that goes away stops the questions; the run is on record and in the list")
    func cancelled() async throws {
        let platform = Self.scripted([.running])
        var setup = Self.setup
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "alice")
            let arguments = Self.run.merging(["wait_seconds": 60])
            let events = try await client.events(
                client.toolRequest("execute_playbook", arguments, meta: ["progressToken": 1]))
            _ = try await events.nextEvent()
            await events.close()
            let deadline = ContinuousClock.now + .seconds(10)
            var outcome: AuditRecord?
            while outcome == nil, .now < deadline {
                try await Task.sleep(for: .milliseconds(50))
                outcome = try await server.records().first { $0.phase == .outcome }
            }
            #expect(outcome?.error?.contains("disconnected") == true)
            let asked = platform.log.lookUps.count
            try await Task.sleep(for: .milliseconds(400))
            #expect(platform.log.lookUps.count == asked)
            #expect(try await client.read("soar://executions").resourceText?.contains("activity-1") == true)
        }
    }

    @Test("waiting takes the permission to see executions, and is refused before anything is started")
    func permission() async throws {
        let platform = Self.scripted([.success])
        var setup = Self.setup
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "runner", scopes: [.playbooksExecute])
            let refused = try await client.tool("execute_playbook", .object(Self.run.merging(["wait_seconds": 5])))
            #expect(refused.isToolError)
            #expect(refused.text?.contains("executions:read") == true)
            #expect(platform.log.executions.isEmpty)
            let answer = try await client.tool("execute_playbook", .object(Self.run.merging(["wait_seconds": 0])))
            #expect(answer.structured == ["success": true, "activity_id": "activity-1"])
            for wait: JSONValue in [91, -1, 0.5, "5"] {
                let arguments = Self.run.merging(["wait_seconds": wait])
                let text = try await client.tool("execute_playbook", .object(arguments)).text
                #expect(text?.contains("an integer from 0 to 90") == true)
            }
            #expect(platform.log.executions.count == 1)
        }
    }
}
