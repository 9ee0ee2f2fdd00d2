//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Synchronization
import TestSupport
import Testing

@Suite("The end of a server", .serialized)
struct ShutdownTests {
    /// What clients have seen.
    private struct Counts {
        var answered = 0
        /// Sent on a connection that had been served before, and never answered.
        var lost = 0
        var wrong = 0
    }

    private final class Tally: Sendable {
        private let counts = Mutex(Counts())
        var seen: Counts { counts.withLock { $0 } }
        func note(_ change: (inout Counts) -> Void) { counts.withLock { change(&$0) } }
    }

    /// Calls on one connection after the other until none can be made any more.
    private static func work(_ client: MCPTestClient, _ tally: Tally) async {
        let request = client.toolRequest("list_playbooks_quick").bytes
        while let connection = try? RawClient(port: client.port) {
            var served = 0
            while true {
                _ = try? await connection.send(request)
                guard let answer = try? await connection.readAnswer() else {
                    if served > 0 { tally.note { $0.lost += 1 } }
                    break
                }
                served += 1
                tally.note { tally in
                    tally.answered += 1
                    if answer.status != 200 { tally.wrong += 1 }
                }
                if answer.fields["connection"]?.lowercased() == "close" { break }
            }
        }
    }

    @Test("under load loses no request of an open connection, and is clean and in time", arguments: [SIGTERM, SIGINT])
    func drains(_ signal: Int32) async throws {
        try await withRunningServer { server in
            let client = server.client(try server.newToken("worker"))
            let tally = Tally()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<16 { tasks.addTask { await Self.work(client, tally) } }
                try await Task.sleep(for: .seconds(1))
                let begun = ContinuousClock.now
                let ended = server.end(signal)
                #expect(ended.status == 0 && !ended.wasSignalled)
                #expect(begun.duration(to: .now) < .seconds(10))
                try await tasks.waitForAll()
            }
            let seen = tally.seen
            #expect(seen.answered > 100)
            #expect(seen.lost == 0)
            #expect(seen.wrong == 0)
            #expect(try server.auditRecords().count >= seen.answered)
        }
    }

    @Test("waits for a call that hangs, but not for ever")
    func hangingCall() async throws {
        let platform = try HangingPlatform()
        defer { platform.end() }
        try await withRunningServer(environment: platform.environment) { server in
            try await Self.withHangingCall(server) {
                let begun = ContinuousClock.now
                let ended = server.end()
                #expect(ended.status == 0 && !ended.wasSignalled)
                let taken = begun.duration(to: .now)
                #expect(taken > .seconds(6) && taken < .seconds(10), "\(taken)")
            }
        }
    }

    @Test("is at once where it is asked for twice", arguments: [SIGTERM, SIGINT])
    func secondSignal(_ signal: Int32) async throws {
        let platform = try HangingPlatform()
        defer { platform.end() }
        try await withRunningServer(environment: platform.environment) { server in
            try await Self.withHangingCall(server) {
                server.send(SIGTERM)
                try await Task.sleep(for: .milliseconds(500))
                #expect(server.isRunning)
                let begun = ContinuousClock.now
                let ended = server.end(signal)
                #expect(ended.status == 128 + signal)
                #expect(begun.duration(to: .now) < .seconds(2))
            }
        }
    }

    /// Runs something while a call waits for the platform.
    private static func withHangingCall(_ server: RunningServer, _ body: () async throws -> Void) async throws {
        let client = server.client(try server.newToken("worker"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { _ = try? await client.read("soar://applications") }
            try await Task.sleep(for: .milliseconds(700))
            try await body()
            tasks.cancelAll()
        }
    }
}
