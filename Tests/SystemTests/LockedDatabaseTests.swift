//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@Suite("A database that another process holds locked")
struct LockedDatabaseTests {
    /// Another process with the writing lock, until it is told to let go.
    private struct Lock {
        private let process = Process()
        private let input = Pipe()

        init(_ database: String) throws {
            let output = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                """
                import sqlite3, sys
                database = sqlite3.connect(sys.argv[1], isolation_level=None)
                database.execute("BEGIN IMMEDIATE")
                print("locked", flush=True)
                sys.stdin.read()
                database.execute("ROLLBACK")
                """, database,
            ]
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            // The line may come in two pieces.
            try #require(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).hasPrefix("locked"))
        }

        func release() throws {
            try input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
    }

    private func auditState(_ server: RunningServer) async throws -> JSONValue? {
        let request = TestRequest(port: server.mcpPort).with(method: "GET", target: "/ready")
        return try await MCPTestClient(port: server.mcpPort).send(request).json?["checks"]?["audit"]
    }

    @Test("is 503 and never 401, shows on /ready, and is good again by itself, with every refusal on record")
    func recovers() async throws {
        try await withRunningServer { server in
            let good = server.client(try server.newToken("analyst"))
            let bad = server.client(APITokenSecret().exposed)
            #expect(try await good.tool("list_playbooks_quick").status == 200)
            #expect(try await auditState(server) == "ok")

            let lock = try Lock(server.database)
            let refused = try await bad.call("tools/list").status
            #expect(refused == 401)
            let answer = try await good.tool("list_playbooks_quick")
            #expect(answer.status == 503)
            #expect(answer["Retry-After"] != nil)
            #expect(try await auditState(server) == "unavailable")
            try lock.release()

            let released = ContinuousClock.now
            while try await auditState(server) != "ok", released.duration(to: .now) < .seconds(10) {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(released.duration(to: .now) < .seconds(2))
            #expect(try await good.tool("list_playbooks_quick").status == 200)
            let denied = try server.auditRecords().filter { $0["outcome"] == "denied" }
            #expect(denied.count == 1)
        }
    }

    @Test("does not hold up the end of a server, which says so where acknowledged refusals are lost")
    func ends() async throws {
        try await withRunningServer { server in
            let good = server.client(try server.newToken("analyst"))
            #expect(try await good.tool("list_playbooks_quick").status == 200)
            let lock = try Lock(server.database)
            for _ in 0..<3 {
                #expect(try await server.client(APITokenSecret().exposed).call("tools/list").status == 401)
            }
            let begun = ContinuousClock.now
            let ended = server.end()
            #expect(begun.duration(to: .now) < .seconds(10))
            #expect(ended.status == 1 && !ended.wasSignalled)
            #expect(server.remarks.contains("Error: Audit records of refused requests are lost."))
            try lock.release()
        }
    }

    @Test("lets go in time for the end of a server to write every refusal")
    func endsWhole() async throws {
        try await withRunningServer { server in
            _ = try server.newToken("analyst")
            let lock = try Lock(server.database)
            for _ in 0..<3 {
                #expect(try await server.client(APITokenSecret().exposed).call("tools/list").status == 401)
            }
            server.send(SIGTERM)
            try await Task.sleep(for: .seconds(1))
            try lock.release()
            #expect(server.end().status == 0)
            #expect(try server.auditRecords().count { $0["outcome"] == "denied" } == 3)
        }
    }
}
