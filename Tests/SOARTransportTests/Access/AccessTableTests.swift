//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

/// Every rule, alone and with every other, on every way in.
@Suite("What narrows a token narrows it on every way in", .timeLimit(.minutes(3)))
struct AccessTableTests {
    /// A run at the platform that stays there as long as a test wants.
    private final class Hold: Sendable {
        private enum State { case open, armed, held }
        private let state = Mutex(State.open)

        var isHeld: Bool { state.withLock { $0 == .held } }
        /// The next run is held.
        func arm() { state.withLock { $0 = .armed } }
        func open() { state.withLock { $0 = .open } }

        func pass() async {
            let isHeld = state.withLock { state in
                guard state == .armed else { return false }
                state = .held
                return true
            }
            while isHeld, self.isHeld { try? await Task.sleep(for: .milliseconds(2)) }
        }
    }

    /// One caller of one pair of rules, and what it has started.
    private struct Visitor: Sendable {
        let server: TestServer
        let client: MCPTestClient
        let rules: AccessCase
        let scripted: ScriptedPlatform
        let hold: Hold

        var started: Int { scripted.log.executions.count }

        /// What of these it still has the number for, in the order in which they are asked for.
        func counted(_ ids: Set<Int64>) -> Set<Int64> { Set(ids.sorted().prefix(max(0, rules.mostRuns - started))) }

        func visit(_ way: AccessWay) async throws {
            switch way.kind {
            case .reads: try await check(way, way.expected(rules))
            case .runs: try await check(way, counted(way.expected(rules)))
            case .runsBeside:
                // Where nothing can be started there is nothing to be beside of.
                guard let first = counted(rules.starts).min() else { return try await check(way, []) }
                try await withHeldRun(of: first) {
                    try await check(way, rules.startsBeside ? counted(way.expected(rules)) : [])
                }
            }
        }

        private func withHeldRun(of id: Int64, _ body: () async throws -> Void) async throws {
            hold.arm()
            try await withThrowingTaskGroup(of: TestAnswer.self) { tasks in
                defer { hold.open() }
                let arguments: JSONValue = ["playbook_id": .integer(id), "parameters": ["ip": "192.0.2.1"]]
                tasks.addTask { [client] in try await client.tool("execute_playbook", arguments) }
                let deadline = ContinuousClock.now + .seconds(20)
                while !hold.isHeld, .now < deadline { try await Task.sleep(for: .milliseconds(2)) }
                try #require(hold.isHeld, "\(rules.name): the run beside did not begin")
                try await body()
                hold.open()
                let held = try await tasks.next()
                #expect(held?.isToolError == false, "\(rules.name)")
            }
        }

        /// Whatever was started was recorded before, and whatever was refused names what is against it.
        func checkRecords() async throws {
            let records = try await server.records()
            #expect(records.count { $0.phase == .intent } == started)
            let errors = Set(records.filter { $0.outcome == .denied }.compactMap(\.error))
            if !rules.calls {
                #expect(!errors.isEmpty && errors.isSubset(of: ["wrong_address", "wrong_time"]), "\(errors)")
            } else if rules.runs.count < 3, rules.sees == [7, 8, 9], rules.prompts {
                #expect(errors.contains { $0.contains("deny run") })
            }
            if rules.needsApproval, !rules.runs.isEmpty {
                #expect(errors.contains { $0.hasSuffix("is pending") } && started == 0)
            }
            if rules.mostRuns == 3, rules.starts == [7, 8, 9] {
                #expect(errors.contains { $0.hasSuffix("at most 3/hour") } && started == 3)
            }
            if !rules.startsBeside, !rules.starts.isEmpty, rules.mostRuns > 3 {
                #expect(errors.contains { $0.hasSuffix("at most 1 at a time") })
            }
        }

        private func check(_ way: AccessWay, _ expected: Set<Int64>) async throws {
            let (before, records) = (started, try await server.records().count)
            let got = try await way.got(client)
            #expect(got == expected, "\(rules.name), \(way.name)")
            #expect(started == before + (way.kind == .reads ? 0 : got.count), "\(rules.name), \(way.name)")
            guard way.isRecorded, rules.calls else { return }
            // Each try is on record, and what was refused as denied.
            let new = try await server.records().dropFirst(records).filter { $0.phase == .outcome }
            let refused = AccessCase.ids.count - got.count
            #expect(new.count >= AccessCase.ids.count, "\(rules.name), \(way.name)")
            #expect(new.count { $0.outcome == .denied } >= refused, "\(rules.name), \(way.name)")
        }
    }

    /// A server with a caller to whom the first rule comes by its role, the second by its token.
    private func withVisitor(
        _ first: AccessCase, _ second: AccessCase, _ body: (Visitor) async throws -> Void
    ) async throws {
        let hold = Hold()
        var scripted = ScriptedPlatform(AccessCase.playbooks)
        scripted.onExecute = { _ throws(PlatformError) in
            await hold.pass()
            return try ScriptedPlatform.activity("activity-1")
        }
        var setup = TestServer.Setup()
        setup.platform = scripted
        setup.playbookTools = true
        setup.endpoint = .withSessions
        try await withTestServer(setup) { [scripted] server in
            let rules = first.and(second)
            let role = Role(
                name: RoleName(rawValue: "first"), scopes: rules.scopes,
                restrictions: try Restrictions(json: try JSONParser.parse(first.json)))
            try await server.store.setRole(role, tenant: .default, by: nil)
            if rules.needsApproval {
                for id in AccessCase.ids {
                    _ = try await server.store.changePlaybook(
                        PlaybookID(rawValue: id), tenant: .default, PlaybookChange(approval: .approver), by: nil)
                }
            }
            let secret = APITokenSecret()
            var new = NewAPIToken(name: "own", secret: secret, createdAt: server.setup.clock.now)
            new.role = role.name
            new.restrictions = try Restrictions(json: try JSONParser.parse(second.json))
            let own = try await server.store.insertToken(new)
            for token in [own, try await server.issue("other").token] {
                for id in AccessCase.ids {
                    let execution = Execution(
                        activityID: try #require(ActivityID("\(token.name)-\(id)")), tenant: .default,
                        playbookID: PlaybookID(rawValue: id), tokenID: token.id, startedBy: token.name,
                        startedAt: server.setup.clock.now)
                    try await server.store.insertExecution(execution)
                }
            }
            try await body(
                Visitor(
                    server: server, client: server.client(secret.exposed), rules: rules, scripted: scripted, hold: hold)
            )
        }
    }

    @Test("rules alone and in pairs, on every way in", arguments: AccessCase.pairs)
    func table(_ first: AccessCase, _ second: AccessCase) async throws {
        try await withVisitor(first, second) { visitor in
            for way in AccessWay.all { try await visitor.visit(way) }
            try await visitor.checkRecords()
        }
    }

    @Test("the rules take something away on every way in: none of the table's lines is empty")
    func everyWayIsShut() {
        for way in AccessWay.all {
            let outcomes = AccessCase.all.map(way.expected)
            #expect(outcomes.contains([7, 8, 9]) && outcomes.contains { $0.isEmpty }, "\(way.name)")
        }
        #expect(Set(AccessWay.all.map(\.name)).count == AccessWay.all.count)
    }
}
