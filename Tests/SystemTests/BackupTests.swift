//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@Suite("Backup and restore beside a server")
struct BackupTests {
    @Test("a backup is taken under load; a restore waits for the server's end, and brings back what was")
    func roundTrip() async throws {
        try await withRunningServer { server in
            let token = try server.newToken("worker")
            let client = server.client(token)
            let records = try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    for _ in 0..<40 {
                        let status = try await client.tool("list_playbooks_quick").status
                        #expect(status == 200)
                    }
                }
                try await Task.sleep(for: .milliseconds(50))
                let backup = try server.command("backup", "backup.db")
                #expect(backup.exitCode == 0, "\(backup.remarks)")
                try await tasks.waitForAll()
                return try server.auditRecords().count
            }
            let again = try server.command("backup", "backup.db")
            #expect(again.exitCode == 1)
            let forced = try server.command("backup", "--force", "backup.db")
            #expect(forced.exitCode == 0)

            let refused = try server.command("restore", "backup.db")
            #expect(refused.exitCode == 1)
            #expect(refused.remarks.contains("is in use by process"), "\(refused.remarks)")
            #expect(try await client.tool("list_playbooks_quick").status == 200)
            #expect(server.end().status == 0)

            let restored = try server.command("restore", "backup.db")
            #expect(restored.exitCode == 0, "\(restored.remarks)")
            #expect(restored.remarks.contains(".before-restore-"))
            let next = try RunningServer(directory: server.directory)
            defer { _ = next.end(SIGKILL) }
            #expect(try next.auditRecords().count == records)
            #expect(try await next.client(token).tool("list_playbooks_quick").status == 200)
        }
    }

    @Test("a backup goes into no folder that isn't there: it may be a volume that is not mounted")
    func missingFolder() async throws {
        try await withRunningServer { server in
            let refused = try server.command("backup", "volume/today/backup.db")
            #expect(refused.exitCode == 1)
            #expect(refused.remarks.contains("There is no folder “\(server.directory)/volume/today”"))
            #expect(!FileManager.default.fileExists(atPath: server.directory + "/volume"))
        }
    }

    @Test("a database that was left by a kill is kept with what its log held")
    func afterKill() async throws {
        try await withRunningServer { server in
            let client = server.client(try server.newToken("worker"))
            #expect(try server.command("backup", "backup.db").exitCode == 0)
            for _ in 0..<5 { #expect(try await client.tool("list_playbooks_quick").status == 200) }
            _ = server.end(SIGKILL)
            #expect(try server.command("restore", "backup.db").exitCode == 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: server.directory)
            let kept = try #require(names.first { $0.contains(".before-restore-") && !$0.hasSuffix("-wal") })
            #expect(try server.auditRecords().isEmpty)
            let former = try BuiltBinary.run(
                ["audit", "list", "--json", "--database", server.directory + "/" + kept], directory: server.directory)
            let records = try JSONParser.parse(former.output).arrayValue ?? []
            #expect(records.count { $0["action"] == "list_playbooks_quick" } == 5)
        }
    }
}
