//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@Suite("Settings that a running server takes over on SIGHUP")
struct LiveSettingsTests {
    /// Writes settings, has the server read them, and waits until it has.
    private func reload(_ server: RunningServer, _ settings: [String: String]) async throws -> String {
        func lines() -> [Substring] {
            server.remarks.split(separator: "\n").filter { $0.contains("The settings were read again") }
        }
        let (count, begun) = (lines().count, ContinuousClock.now)
        let text = settings.map { "\($0)=\($1)\n" }.joined()
        try Data(text.utf8).write(to: URL(filePath: server.directory + "/.env"), options: .atomic)
        server.send(SIGHUP)
        while lines().count == count, begun.duration(to: .now) < .seconds(20) {
            try await Task.sleep(for: .milliseconds(20))
        }
        return String(try #require(lines().dropFirst(count).first))
    }

    @Test("limits: what was unlimited is refused at once, and let in again without them")
    func limits() async throws {
        try await withRunningServer { server in
            let client = server.client(try server.newToken("worker"))
            for _ in 0..<5 { #expect(try await client.tool("list_playbooks_quick").status == 200) }
            let line = try await reload(server, ["RATE_LIMIT_PER_TOKEN": "2", "AUTH_FAILURE_LIMIT": "1"])
            #expect(line.contains("RATE_LIMIT_PER_TOKEN=2") && line.contains("AUTH_FAILURE_LIMIT=1"))
            #expect(line.contains("restartNeeded=none"), "\(line)")
            var seen: [Int] = []
            for _ in 0..<3 { seen.append(try await client.tool("list_playbooks_quick").status) }
            #expect(seen == [200, 200, 429])
            let bad = server.client(APITokenSecret().exposed)
            #expect(try await bad.call("tools/list").status == 401)
            #expect(try await bad.call("tools/list").status == 429)
            _ = try await reload(server, ["RATE_LIMIT_PER_ADDRESS": "1"])
            #expect(try await client.tool("list_playbooks_quick").status == 200)
            #expect(try await client.tool("list_playbooks_quick").status == 429)
            let unset = try await reload(server, [:])
            #expect(unset.contains("RATE_LIMIT_PER_ADDRESS=0"))
            for _ in 0..<3 { #expect(try await client.tool("list_playbooks_quick").status == 200) }
        }
    }

    @Test("hosts, origins and proxies")
    func sources() async throws {
        try await withRunningServer { server in
            let client = server.client(try server.newToken("worker"))
            let call = client.toolRequest("list_playbooks_quick")
            let named = call.with("Host", "soar.example.com")
            let page = call.with("Origin", "https://app.example.com")
            let forwarded = call.with("X-Forwarded-For", "203.0.113.7")
            #expect(try await client.send(named).status == 403)
            #expect(try await client.send(page).status == 403)
            #expect(try await client.send(forwarded).status == 200)
            #expect(try server.auditRecords().first?["peer"] == "127.0.0.1")
            _ = try await reload(
                server,
                [
                    "ALLOWED_HOSTS": "soar.example.com", "ALLOWED_ORIGINS": "https://app.example.com",
                    "TRUSTED_PROXIES": "127.0.0.0/8",
                ])
            #expect(try await client.send(named).status == 200)
            #expect(try await client.send(page).status == 200)
            #expect(try await client.send(forwarded).status == 200)
            #expect(try server.auditRecords().first?["peer"] == "203.0.113.7")
            _ = try await reload(server, [:])
            #expect(try await client.send(named).status == 403)
        }
    }

    @Test("from when on a token's end is spoken of")
    func expiryNotice() async throws {
        try await withRunningServer { server in
            let made = try server.command("token", "create", "worker", "--expires-in-days", "30")
            let client = server.client(made.output.trimmingCharacters(in: .whitespacesAndNewlines))
            func isTold() async throws -> Bool {
                let answer = try await client.tool("list_playbooks_quick")
                return answer.result?["_meta"]?["soar-mcp/tokenExpiresInDays"] != nil
            }
            #expect(try await !isTold())
            _ = try await reload(server, ["TOKEN_EXPIRY_NOTICE": "60"])
            #expect(try await isTold())
            _ = try await reload(server, ["TOKEN_EXPIRY_NOTICE": "0"])
            #expect(try await !isTold())
        }
    }

    @Test("the time for a call of the platform, stored with a command")
    func platformTimeout() async throws {
        let platform = try HangingPlatform()
        defer { platform.end() }
        var environment = platform.environment
        environment["SOAR_TIMEOUT"] = nil
        try await withRunningServer(environment: environment) { server in
            let client = server.client(try server.newToken("worker"))
            let stored = try server.command("config", "set", "SOAR_TIMEOUT", "1")
            #expect(stored.exitCode == 0 && stored.remarks.contains("SIGHUP"), "\(stored.remarks)")
            let line = try await reload(server, [:])
            #expect(line.contains("SOAR_TIMEOUT=1"))
            // Look-ups are tried three times; before it was 30 seconds for each.
            let begun = ContinuousClock.now
            _ = try await client.read("soar://applications")
            #expect(begun.duration(to: .now) < .seconds(20))
        }
    }

    @Test("all others are named, and stay as they were")
    func others() async throws {
        try await withRunningServer { server in
            let line = try await reload(
                server, ["PLAYBOOK_TOOLS": "true", "API_TOKEN": "canary", "AUDIT_RETENTION_DAYS": "30"])
            #expect(line.contains(#"applied="AUDIT_RETENTION_DAYS=30""#), "\(line)")
            #expect(
                line.contains("API_TOKEN") && line.contains("PLAYBOOK_TOOLS") && !line.contains("canary"), "\(line)")
            // Nothing has changed since, so nothing is applied; the others still wait.
            let again = try await reload(
                server, ["PLAYBOOK_TOOLS": "true", "API_TOKEN": "canary", "AUDIT_RETENTION_DAYS": "30"])
            #expect(again.contains("applied=none") && again.contains("PLAYBOOK_TOOLS"), "\(again)")
        }
    }
}
