//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@Suite("What was acknowledged")
struct DurabilityTests {
    @Test("is there after a kill, and the next start is quick", arguments: 0..<3)
    func survivesKill(_ round: Int) async throws {
        try await withTemporaryFolder { folder in
            let server = try RunningServer(directory: folder)
            defer { _ = server.end(SIGKILL) }
            let token = try server.newToken("worker")
            let acknowledged = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var count = 0
                        while let answer = try? await server.client(token).tool("list_playbooks_quick"),
                            answer.status == 200
                        { count += 1 }
                        return count
                    }
                }
                try? await Task.sleep(for: .milliseconds(300 + 130 * round))
                let ended = server.end(SIGKILL)
                #expect(ended.wasSignalled)
                return await group.reduce(0, +)
            }
            #expect(acknowledged > 0)
            #expect(try server.auditRecords().count >= acknowledged)

            let started = ContinuousClock.now
            let next = try RunningServer(directory: folder)
            defer { _ = next.end(SIGKILL) }
            #expect(started.duration(to: .now) < .seconds(5))
            #expect(try await next.client(token).tool("list_playbooks_quick").status == 200)
        }
    }

    @Test("a request that is under way at SIGTERM is answered, and the exit is clean")
    func drains() async throws {
        try await withRunningServer { server in
            let token = try server.newToken("worker")
            let client = server.client(token)
            let answers = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<20 { group.addTask { try? await client.tool("list_playbooks_quick").status } }
                try await Task.sleep(for: .milliseconds(20))
                let ended = server.end()
                #expect(ended.status == 0)
                #expect(!ended.wasSignalled)
                return try await group.reduce(into: []) { $0.append($1) }
            }
            // A connection that came too late is closed without an answer; none is answered wrongly.
            #expect(answers.compactMap(\.self).allSatisfy { $0 == 200 })
            #expect(try server.auditRecords().count >= answers.compactMap(\.self).count)
        }
    }
}
