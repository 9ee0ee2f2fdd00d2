//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite("Limits on requests under many clients at once", .timeLimit(.minutes(2)))
struct ParallelLimitTests {
    private static let clients = 64
    private static let requestsEach = 4
    private static let limit = 100

    /// How many of the requests of all clients are let in; the others are told when to come again.
    private func letIn(_ clients: [MCPTestClient]) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { tasks in
            for client in clients {
                tasks.addTask {
                    var letIn = 0
                    for _ in 0..<Self.requestsEach {
                        let answer = try await client.call("tools/list")
                        if answer.status == 200 {
                            letIn += 1
                        } else {
                            #expect(answer.status == 429 && answer["Retry-After"].flatMap { Int($0) } ?? 0 >= 1)
                        }
                    }
                    return letIn
                }
            }
            return try await tasks.reduce(0, +)
        }
    }

    private func withServer(
        _ limits: LimitedAuthProvider.Configuration, _ body: (TestServer) async throws -> Void
    ) async throws {
        var setup = TestServer.Setup()
        setup.requestLimits = limits
        // However long it takes, nothing is filled up meanwhile.
        let start = ContinuousClock.now
        setup.limitTime = { start }
        try await withTestServer(setup, body)
    }

    @Test("one token is let in as often as it may, to the request, and another one beside it")
    func token() async throws {
        var limits = LimitedAuthProvider.Configuration()
        limits.requestsPerToken = Self.limit
        try await withServer(limits) { server in
            let client = try await server.client(named: "busy")
            let all = Array(repeating: client, count: Self.clients)
            #expect(try await letIn(all) == Self.limit)
            #expect(try await server.client(named: "other").call("tools/list").status == 200)
        }
    }

    @Test("one address is let in as often as it may, to the request, whatever its tokens")
    func address() async throws {
        var limits = LimitedAuthProvider.Configuration()
        limits.requestsPerAddress = Self.limit
        try await withServer(limits) { server in
            var all: [MCPTestClient] = []
            for number in 0..<Self.clients { all.append(try await server.client(named: "agent \(number)")) }
            #expect(try await letIn(all) == Self.limit)
        }
    }
}
