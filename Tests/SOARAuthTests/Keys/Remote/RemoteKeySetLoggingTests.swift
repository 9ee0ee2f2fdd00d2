//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import InMemoryLogging
import Logging
import ServiceLifecycle
import TestSupport
import Testing

@testable import SOARAuth

@Suite("What remote key sets tell, and how they end", .timeLimit(.minutes(1)))
struct RemoteKeySetLoggingTests {
    private typealias Reply = ScriptedServer.Reply
    private let clock = TestClock()
    private let handler = InMemoryLogHandler()

    private func keySet(_ port: Int) throws -> RemoteKeySet {
        let logger = Logger(label: "test", factory: { [handler] _ in handler })
        return try RemoteKeySet(url: "http://127.0.0.1:\(port)/keys", logger: logger) { [clock] in clock.now }
    }

    private func count(_ message: Logger.Message) -> Int { handler.entries.count { $0.message == message } }

    @Test("a key that can't be used is told once, until the set of them changes")
    func skippedOnce() async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"], others: ["odd"])) }) { server, port in
            let keys = try keySet(port)
            for expected in [1, 1, 1, 2] {
                if expected == 2 { server.answer(Reply(body: keyDocument(["a"], others: ["odder"]))) }
                _ = try await keys.keys(for: "a")
                #expect(count("A key can't be used") == expected)
                clock.advance(by: 601)
            }
            #expect(server.requests.count == 4)
        }
    }

    @Test("an outage is a warning once, and its end is told")
    func outage() async throws {
        try await ScriptedServer.run({ _ in Reply(status: "500 Oops") }) { server, port in
            let keys = try keySet(port)
            for _ in 0..<3 {
                await #expect(throws: KeySourceError.self) { try await keys.keys(for: nil) }
                clock.advance(by: 61)
            }
            #expect(server.requests.count == 3)
            let warnings = handler.entries.count { $0.level == .warning }
            #expect(warnings == 1)
            server.answer(Reply(body: keyDocument(["a"])))
            _ = try await keys.keys(for: nil)
            #expect(count("Keys can be read again") == 1)
        }
    }

    @Test("the service ends at a graceful shutdown, also in the middle of a fetch")
    func shutdown() async throws {
        try await ScriptedServer.run({ _ in .hang() }) { server, port in
            let keys = try keySet(port)
            let group = ServiceGroup(
                services: [keys], logger: Logger(label: "test", factory: { [handler] _ in handler }))
            let start = ContinuousClock.now
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await group.run() }
                let isAsked = try await server.hasReceived(1)
                #expect(isAsked)
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            #expect(start.duration(to: .now) < .seconds(3))
            #expect(keys.status.lastFailure == nil)
        }
    }
}
