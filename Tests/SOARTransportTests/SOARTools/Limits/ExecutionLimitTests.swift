//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import OctoMationSimulator
import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// How many runs reach the platform, whoever asks for how many.
@Suite("Limits on executions", .timeLimit(.minutes(3)))
struct ExecutionLimitTests {
    private static let run: JSONValue = [
        "playbook_id": .integer(PlaybookID.blockAddress.rawValue), "parameters": ["src": "10.0.0.1"],
    ]
    private static let scripted: JSONValue = ["playbook_id": 7, "parameters": ["src": "10.0.0.1"]]

    private func allowances(_ texts: String...) -> [ExecutionAllowance] { texts.compactMap(ExecutionAllowance.init) }

    /// A client with a new token of those restrictions.
    private func client(
        _ server: TestServer, _ name: String = "alice", executions: String..., concurrency: Int? = nil
    ) async throws -> MCPTestClient {
        var restrictions = Restrictions()
        restrictions.executions = executions.compactMap(ExecutionAllowance.init)
        restrictions.concurrency = concurrency
        let secret = APITokenSecret()
        var token = NewAPIToken(
            name: name, tenant: .default, scopes: Scope.standard, secret: secret, createdAt: server.setup.clock.now)
        token.restrictions = restrictions
        _ = try await server.store.insertToken(token)
        return server.client(secret.exposed)
    }

    /// How many of so many calls of 64 clients at once were answered with a run.
    private func started(_ count: Int, by clients: [MCPTestClient]) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { tasks in
            for number in 0..<64 {
                let client = clients[number % clients.count]
                tasks.addTask {
                    var started = 0
                    for _ in 0..<count {
                        let answer = try await client.tool("execute_playbook", Self.run)
                        #expect(answer.status == 200)
                        if !answer.isToolError { started += 1 }
                    }
                    return started
                }
            }
            return try await tasks.reduce(0, +)
        }
    }

    @Test("64 clients with one token start exactly as many as it may, and a restart changes nothing")
    func parallel() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            var setup = TestServer.Setup()
            setup.store = try SQLiteStore(path: path)
            let token = try await withSimulatedServer(setup) { world in
                let client = try await client(world.server, executions: "50/hour")
                #expect(try await started(2, by: [client]) == 50)
                #expect(world.simulator.calls.count(of: .execution) == 50)
                return client
            }
            setup.store = try SQLiteStore(path: path)
            try await withSimulatedServer(setup) { world in
                let client = world.server.client(token.token)
                world.clock.advance(by: 3_500)
                let refused = try await client.tool("execute_playbook", Self.run)
                #expect(refused.isToolError && world.simulator.calls.count(of: .execution) == 0)
                world.clock.advance(by: 101)
                let again = try await started(1, by: [client])
                #expect(again == 50 && world.simulator.calls.count(of: .execution) == 50)
            }
        }
    }

    @Test(
        "64 clients with tokens of their own start exactly as many as playbook or tenant may, through a restart",
        arguments: [ExecutionLimit.Subject.playbook, .tenant])
    func restarted(_ subject: ExecutionLimit.Subject) async throws {
        try await withTemporaryFolder { folder in
            let limits = allowances("100/hour")
            var setup = TestServer.Setup()
            func open() async throws -> SQLiteStore {
                let store = try SQLiteStore(path: folder + "/soar.db")
                setup.store = store
                setup.tenantLimits = try await store.tenant(.default)?.executionLimits ?? []
                return store
            }
            var store = try await open()
            if subject == .tenant {
                var change = TenantChange()
                change.executionLimits = limits
                _ = try await store.changeTenant(.default, change, by: nil)
                setup.tenantLimits = limits
            }
            let tokens = try await withSimulatedServer(setup) { world in
                if subject == .playbook {
                    let change = PlaybookChange(executionLimits: limits)
                    _ = try await world.server.store.changePlaybook(.blockAddress, tenant: .default, change, by: nil)
                }
                var clients: [MCPTestClient] = []
                for number in 0..<64 { clients.append(try await client(world.server, "client \(number)")) }
                #expect(try await started(1, by: clients) == 64)
                #expect(world.simulator.calls.count(of: .execution) == 64)
                return clients.map(\.token)
            }
            try store.close()
            store = try await open()
            try await withSimulatedServer(setup) { world in
                let clients = tokens.map { world.server.client($0) }
                #expect(try await started(1, by: clients) == 36)
                #expect(world.simulator.calls.count(of: .execution) == 36)
                let refused = try await clients[0].tool("execute_playbook", Self.run)
                #expect(refused.textJSON?["limitOf"] == .string(subject.rawValue))
                world.clock.advance(by: 3_601)
                #expect(try await started(2, by: clients) == 100)
            }
            try store.close()
        }
    }

    @Test("limits of token, playbook and tenant hold alone and together")
    func together() async throws {
        var setup = TestServer.Setup()
        setup.tenantLimits = allowances("60/day")
        try await withSimulatedServer(setup) { world in
            let store = world.server.store
            _ = try await store.changePlaybook(
                .blockAddress, tenant: .default, PlaybookChange(executionLimits: allowances("40/hour")), by: nil)
            let clients = [
                try await client(world.server, "a", executions: "15/hour"),
                try await client(world.server, "b", executions: "20/hour", "1000/day"),
                try await client(world.server, "c"),
            ]
            #expect(try await started(1, by: [clients[0]]) == 15)
            #expect(try await started(1, by: [clients[1]]) == 20)
            // Of the playbook's 40 there are 5 left.
            #expect(try await started(1, by: clients) == 5)
            let refused = try await clients[2].tool("execute_playbook", Self.run)
            #expect(refused.textJSON?["limitOf"] == "playbook")
            world.clock.advance(by: 3_601)
            // Of the tenant's 60 there are 20 left.
            #expect(try await started(1, by: clients) == 20)
            let answer = try await clients[2].tool("execute_playbook", Self.run)
            #expect(answer.textJSON?["limitOf"] == "tenant" && answer.textJSON?["limit"] == "60/day")
            #expect(world.simulator.calls.count(of: .execution) == 60)
        }
    }

    @Test("a refusal says which limit and when to come back, and is on record as denied with the rule")
    func refusal() async throws {
        var setup = TestServer.Setup()
        setup.playbookTools = true
        try await withTestServer(setup) { server in
            let client = try await client(server, executions: "1/hour")
            #expect(try await !client.tool("execute_playbook", Self.scripted).isToolError)
            server.setup.clock.advance(by: 600)
            for tool in ["execute_playbook", "playbook_block"] {
                let arguments = tool == "execute_playbook" ? Self.scripted : ["src": "10.0.0.2"]
                let answer = try await client.tool(tool, arguments)
                #expect(answer.isToolError)
                let json = try #require(answer.textJSON)
                #expect(json["success"] == false && json["limitOf"] == "token" && json["limit"] == "1/hour")
                #expect(json["retryAfterSeconds"] == 3000)
                #expect(json["error"]?.stringValue?.contains("Nothing was started") == true)
                let record = try #require(try await server.records().last)
                #expect(record.outcome == .denied && record.error == "token: at most 1/hour" && record.action == tool)
            }
            #expect(try await server.records().count { $0.phase == .intent } == 1)
            server.setup.clock.advance(by: 3000)
            #expect(try await !client.tool("playbook_block", ["src": "10.0.0.2"]).isToolError)
        }
    }

    @Test("what never reached the platform counts for nothing; what it refused does")
    func whatCounts() async throws {
        var platform = ScriptedPlatform()
        platform.onExecute = { _ throws(PlatformError) in throw PlatformError(.timedOut, "late") }
        var setup = TestServer.Setup()
        setup.platform = platform
        try await withTestServer(setup) { server in
            let client = try await client(server, executions: "2/hour")
            for arguments: JSONValue in [["playbook_id": 7], ["playbook_id": 8, "parameters": ["src": "a"]]] {
                for _ in 0..<3 { #expect(try await client.tool("execute_playbook", arguments).isToolError) }
            }
            // It may have been started: nobody knows.
            for _ in 0..<4 { #expect(try await client.tool("execute_playbook", Self.scripted).isToolError) }
            #expect(platform.log.executions.count == 2)
        }
    }

    @Test("nothing is counted where nothing is limited")
    func unlimited() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            var setup = TestServer.Setup()
            let store = try SQLiteStore(path: path)
            setup.store = store
            try await withTestServer(setup) { server in
                let client = try await client(server)
                for _ in 0..<3 { #expect(try await !client.tool("execute_playbook", Self.scripted).isToolError) }
                let claim = ExecutionClaim(tenant: .default, owner: "", playbook: PlaybookID(rawValue: 7))
                let limit = ExecutionLimit(.tenant, try #require(ExecutionAllowance("1/30d")), source: "test")
                let now = server.setup.clock.now
                #expect(try await store.executionRefusal(of: claim, limits: [limit], at: now) == nil)
            }
        }
    }

    /// Runs that are at the platform, held there until a test lets them go.
    private final class Hold: Sendable {
        private let state = Mutex((running: 0, most: 0, isOpen: false))
        var running: Int { state.withLock { $0.running } }
        var most: Int { state.withLock { $0.most } }
        func open() { state.withLock { $0.isOpen = true } }

        func pass() async {
            state.withLock { state in
                state.running += 1
                state.most = max(state.most, state.running)
            }
            while !state.withLock({ $0.isOpen }) { try? await Task.sleep(for: .milliseconds(5)) }
            state.withLock { $0.running -= 1 }
        }
    }

    @Test("only so many are under way at a time, of one token")
    func concurrency() async throws {
        let hold = Hold()
        var platform = ScriptedPlatform()
        platform.onExecute = { _ throws(PlatformError) in
            await hold.pass()
            return try ScriptedPlatform.activity("activity-1")
        }
        var setup = TestServer.Setup()
        setup.platform = platform
        try await withTestServer(setup) { [platform] server in
            let client = try await client(server, concurrency: 3)
            let other = try await self.client(server, "bob", concurrency: 1)
            let refused = try await withThrowingTaskGroup(of: TestAnswer.self) { tasks in
                for _ in 0..<16 { tasks.addTask { try await client.tool("execute_playbook", Self.scripted) } }
                var refused: [TestAnswer] = []
                while refused.count < 13, let answer = try await tasks.next() { refused.append(answer) }
                while hold.running < 3 { try await Task.sleep(for: .milliseconds(5)) }
                tasks.addTask { try await other.tool("execute_playbook", Self.scripted) }
                while hold.running < 4 { try await Task.sleep(for: .milliseconds(5)) }
                hold.open()
                while let answer = try await tasks.next() { #expect(!answer.isToolError) }
                return refused
            }
            #expect(refused.allSatisfy { $0.textJSON?["concurrency"] == 3 && $0.textJSON?["success"] == false })
            #expect(hold.most == 4 && platform.log.executions.count == 4)
            let errors = try await server.records().compactMap(\.error)
            #expect(errors == Array(repeating: "token: at most 3 at a time", count: 13))
            for _ in 0..<5 { #expect(try await !client.tool("execute_playbook", Self.scripted).isToolError) }
        }
    }

    @Test("a place is free again after a failure, and when a run has ended that nobody waits for")
    func released() async throws {
        var platform = ScriptedPlatform()
        let failing = Failing()
        platform.onExecute = { _ throws(PlatformError) in
            if failing.isOn { throw PlatformError(.unreachable, "down") }
            return try ScriptedPlatform.activity("activity-1")
        }
        let ended = Failing()
        ended.turnOff()
        platform.onStatus = { ActivityStatus(activityID: $0, status: ended.isOn ? .success : .running) }
        var setup = TestServer.Setup()
        setup.platform = platform
        setup.waiting.firstInterval = .milliseconds(20)
        try await withTestServer(setup) { [platform] server in
            let client = try await client(server, concurrency: 1)
            for _ in 0..<3 { #expect(try await client.tool("execute_playbook", Self.scripted).isToolError) }
            #expect(platform.log.executions.count == 3)
            failing.turnOff()
            let waiting: JSONObject = ["playbook_id": 7, "parameters": ["src": "a"], "wait_seconds": 60]
            let events = try await client.events(
                client.toolRequest("execute_playbook", waiting, meta: ["progressToken": 1]))
            _ = try await events.nextEvent()
            #expect(try await client.tool("execute_playbook", Self.scripted).textJSON?["concurrency"] == 1)
            await events.close()
            // Nobody waits for it any more, and it goes on all the same.
            #expect(try await client.tool("execute_playbook", Self.scripted).textJSON?["concurrency"] == 1)
            ended.turnOn()
            let deadline = ContinuousClock.now + .seconds(20)
            var isFree = false
            while !isFree, .now < deadline {
                isFree = try await !client.tool("execute_playbook", Self.scripted).isToolError
            }
            #expect(isFree)
        }
    }

    private final class Failing: Sendable {
        private let value = Mutex(true)
        var isOn: Bool { value.withLock { $0 } }
        func turnOff() { value.withLock { $0 = false } }
        func turnOn() { value.withLock { $0 = true } }
    }
}
