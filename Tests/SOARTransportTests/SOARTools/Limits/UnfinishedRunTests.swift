//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import Synchronization
import TestSupport
import Testing

@testable import SOARTransport

@Suite("Runs that have not ended count against the limit of those under way", .timeLimit(.minutes(2)))
struct UnfinishedRunTests {
    /// A platform whose runs go on until a test ends them.
    private final class Runs: Sendable {
        private struct State {
            var started = 0
            var ended: Set<String> = []
            var lost: Set<String> = []
            var isDown = false
            var questions = 0
        }

        private let state = Mutex(State())

        var started: Int { state.withLock(\.started) }
        var questions: Int { state.withLock(\.questions) }
        func end(_ number: Int) { state.withLock { _ = $0.ended.insert("run-\(number)") } }
        func lose(_ number: Int) { state.withLock { _ = $0.lost.insert("run-\(number)") } }
        func turn(down isDown: Bool) { state.withLock { $0.isDown = isDown } }

        var platform: ScriptedPlatform {
            var platform = ScriptedPlatform()
            platform.onExecute = { _ throws(PlatformError) in
                let number = self.state.withLock { state in
                    state.started += 1
                    return state.started
                }
                return try ScriptedPlatform.activity("run-\(number)")
            }
            platform.onStatus = { id throws(PlatformError) in try self.status(of: id) }
            return platform
        }

        private func status(of id: ActivityID) throws(PlatformError) -> ActivityStatus {
            let (isDown, isLost, isEnded) = state.withLock { state in
                state.questions += 1
                return (state.isDown, state.lost.contains(id.description), state.ended.contains(id.description))
            }
            if isDown { throw PlatformError(.unreachable, "down") }
            if isLost { throw PlatformError(.notFound, "lost") }
            return ActivityStatus(activityID: id, status: isEnded ? .success : .running)
        }
    }

    private static let run: JSONValue = ["playbook_id": 7, "parameters": ["src": "10.0.0.1"]]
    private static let two: JSONValue = ["concurrency": 2]

    private func starts(_ client: MCPTestClient) async throws -> Bool {
        let answer = try await client.tool("execute_playbook", Self.run)
        if answer.isToolError { #expect(answer.textJSON?["concurrency"] != nil, "\(answer.body)") }
        return !answer.isToolError
    }

    /// Starts one as soon as the platform is asked again.
    private func startsSoon(_ client: MCPTestClient) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            if try await starts(client) { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    @Test("Until they have ended at the platform, though every call was answered")
    func unfinished() async throws {
        let runs = Runs()
        var setup = TestServer.Setup()
        setup.platform = runs.platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "agent", restrictions: Self.two)
            for _ in 0..<2 { #expect(try await starts(client)) }
            for _ in 0..<3 { #expect(try await !starts(client)) }
            // Not for each refused call again.
            #expect(runs.questions <= 4)
            let other = try await server.client(named: "other", restrictions: Self.two)
            #expect(try await starts(other))
            runs.end(1)
            #expect(try await startsSoon(client))
            #expect(try await !starts(client))
            #expect(runs.started == 4)
        }
    }

    @Test("What the platform can't tell goes on; what it does not know, or says nothing of for a day, counts no more")
    func unknown() async throws {
        let runs = Runs()
        var setup = TestServer.Setup()
        setup.platform = runs.platform
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "agent", restrictions: Self.two)
            for _ in 0..<2 { #expect(try await starts(client)) }
            runs.turn(down: true)
            #expect(try await !starts(client))
            runs.turn(down: false)
            runs.lose(1)
            #expect(try await startsSoon(client))
            #expect(try await !starts(client))
            server.setup.clock.advance(by: 86_401)
            #expect(try await starts(client))
        }
    }

    @Test("Across a restart, and across a rotation of the token")
    func restart() async throws {
        let runs = Runs()
        let store = InMemoryStore()
        let secret = APITokenSecret()
        var setup = TestServer.Setup()
        setup.platform = runs.platform
        setup.store = store
        try await withTestServer(setup) { server in
            var new = NewAPIToken(name: "agent", secret: secret, createdAt: server.setup.clock.now)
            new.restrictions = try Restrictions(json: Self.two)
            let id = try await store.insertToken(new).id
            for _ in 0..<2 { #expect(try await starts(server.client(secret.exposed))) }
            #expect(try await !starts(server.client(secret.exposed)))
            let fresh = APITokenSecret()
            let now = server.setup.clock.now
            let rotation = APITokenRotation(
                to: fresh, at: now, graceEndsAt: now.addingTimeInterval(3600), expiresAt: nil)
            _ = try await store.rotateToken(id, rotation, by: nil)
            #expect(try await !starts(server.client(fresh.exposed)))
        }
        try await withTestServer(setup) { (server) async throws in
            #expect(try await !starts(server.client(secret.exposed)))
            runs.end(2)
            #expect(try await startsSoon(server.client(secret.exposed)))
            #expect(try await !starts(server.client(secret.exposed)))
        }
        #expect(runs.started == 3)
    }

    @Test("One that was waited for to its end is not asked about")
    func waited() async throws {
        let runs = Runs()
        var setup = TestServer.Setup()
        setup.platform = runs.platform
        setup.waiting.firstInterval = .milliseconds(10)
        runs.end(1)
        try await withTestServer(setup) { server in
            let client = try await server.client(named: "agent", restrictions: ["concurrency": 1])
            let call: JSONValue = ["playbook_id": 7, "parameters": ["src": "a"], "wait_seconds": 20]
            #expect(try await !client.tool("execute_playbook", call).isToolError)
            let questions = runs.questions
            #expect(try await starts(client))
            #expect(runs.questions == questions)
        }
    }

    @Test("What is known of callers is bounded; who has a run about to start is not forgotten")
    func bounded() throws {
        let slots = ExecutionSlots()
        func owner(_ name: String) -> ExecutionOwner { ExecutionOwner(AccessToken(subject: name, client: "c")) }
        let first = slots.take(owner("first"), maximum: 1)
        for number in 1..<ExecutionSlots.maximumOwners { slots.recall([], of: owner("\(number)")) }
        #expect(slots.count == ExecutionSlots.maximumOwners)
        slots.recall([], of: owner("last"))
        #expect(slots.count == 2 && slots.isFull(owner("first"), maximum: 1))
        first?.release()
        #expect(!slots.isFull(owner("first"), maximum: 1))
    }
}
