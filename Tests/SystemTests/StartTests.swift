//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@Suite("Starting")
struct StartTests {
    /// Starts a server that must not come up, and returns what it says.
    private func refusal(_ directory: String, _ environment: [String: String], _ arguments: [String] = []) throws
        -> String
    {
        let outcome = try BuiltBinary.run(["serve"] + arguments, directory: directory, environment: environment)
        #expect(outcome.exitCode == 1)
        #expect(outcome.output.isEmpty)
        let errors = outcome.remarks.split(separator: "\n").filter { $0.hasPrefix("Error: ") }
        #expect(errors.count == 1, "\(outcome.remarks)")
        return String(errors.first ?? "")
    }

    /// Changes a database as somebody with sqlite3 would.
    private func execute(_ sql: String, in path: String) throws {
        let sqlite = Process()
        sqlite.executableURL = URL(filePath: "/usr/bin/env")
        sqlite.arguments = [
            "python3", "-c", "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);c.execute(sys.argv[2]);c.commit()",
            path,
            sql,
        ]
        try sqlite.run()
        sqlite.waitUntilExit()
    }

    @Test("says in one line which port is taken")
    func portTaken() async throws {
        try await withRunningServer { server in
            for (option, setting) in [("--mcp-port", "MCP_PORT"), ("--admin-port", "ADMIN_PORT")] {
                let other = option == "--mcp-port" ? "--admin-port" : "--mcp-port"
                let line = try refusal(server.directory, [:], [option, "\(server.mcpPort)", other, "0"])
                #expect(line.contains(setting) && line.contains("\(server.mcpPort)"))
            }
        }
    }

    @Test(
        "names a setting that can't be used",
        arguments: [
            "MCP_PORT=x", "SYNC_INTERVAL=-1", "BIND_HOST=203.0.113.7", "BIND_HOST=999.1.1.1", "SECRET_KEY_FILE=none",
            #"AUTH=[{"type":"static","file":"none"}]"#,
        ])
    func badSetting(_ setting: String) async throws {
        try await withTemporaryFolder { folder in
            let parts = setting.split(separator: "=").map(String.init)
            let environment = ["MCP_PORT": "0"].merging([parts[0]: parts[1]]) { _, given in given }
            let line = try refusal(folder, environment)
            #expect(line.contains(parts[0]))
        }
    }

    @Test("leaves a file alone that is not ours", arguments: ["text", "foreign database"])
    func foreignFile(_ kind: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar_mcp.db"
            if kind == "text" {
                try Data(String(repeating: "no database at all\n", count: 100).utf8).write(to: URL(filePath: path))
            } else {
                try execute("create table user_tokens(id)", in: path)
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let before = try Data(contentsOf: URL(filePath: path))
            #expect(try refusal(folder, ["MCP_PORT": "0"]).contains("soar_mcp.db"))
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
        }
    }

    @Test("refuses a database that somebody has planted a trigger in")
    func plantedTrigger() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar_mcp.db"
            _ = try BuiltBinary.run(["token", "create", "a", "--database", path], directory: folder)
            try execute("create trigger z before insert on audit_records begin select raise(ignore); end", in: path)
            let line = try refusal(folder, [:])
            #expect(line.contains("trigger z") && line.contains("audit verify"))
        }
    }

    @Test("a demo leaves a database alone that is not a demo's")
    func demoLeavesAlone() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar_mcp.db"
            let created = try BuiltBinary.run(["token", "create", "demo", "--database", path], directory: folder)
            #expect(created.exitCode == 0)
            let demo = try BuiltBinary.run(
                ["demo", "--mcp-port", "0", "--admin-port", "0", "--database", path], directory: folder)
            #expect(demo.exitCode == 1)
            #expect(demo.remarks.contains("not a demo's"))
            let listed = try BuiltBinary.run(["token", "list", "--json", "--database", path], directory: folder)
            #expect(try JSONParser.parse(listed.output)[0]?["state"] == "enabled")
        }
    }

    @Test("a demo's tokens are in the audit log, with who made and revoked them", .timeLimit(.minutes(1)))
    func demoIsRecorded() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/demo.db"
            for _ in 0..<2 {
                let demo = Process()
                demo.executableURL = URL(filePath: BuiltBinary.path)
                demo.arguments = ["demo", "--mcp-port", "0", "--admin-port", "0", "--database", path, "--json"]
                demo.currentDirectoryURL = URL(filePath: folder)
                demo.environment = ["PATH": "/usr/bin:/bin"]
                let output = Pipe()
                demo.standardOutput = output
                demo.standardError = FileHandle.nullDevice
                try demo.run()
                #expect(!output.fileHandleForReading.availableData.isEmpty)
                demo.terminate()
                demo.waitUntilExit()
            }
            let listed = try BuiltBinary.run(["audit", "list", "--json", "--database", path], directory: folder)
            let records = try #require(try JSONParser.parse(listed.output).arrayValue)
                .filter { $0["action"]?.stringValue?.hasPrefix("token.") == true }
            #expect(records.map { $0["action"] } == ["token.create", "token.revoke", "token.create"])
            #expect(records.allSatisfy { $0["tokenName"]?.stringValue?.hasPrefix("cli:") == true })
        }
    }

    @Test("without a platform it serves all the same, and says on /ready what is missing")
    func firstRun() async throws {
        try await withRunningServer { server in
            #expect(server.remarks.contains("API_URL"))
            let client = server.client(try server.newToken("first"))
            #expect(try await client.tool("list_playbooks_quick").structured?["total"] == 0)
            for port in [server.mcpPort, server.adminPort] {
                let plain = MCPTestClient(port: port)
                let health = try await plain.send(TestRequest(port: port).with(method: "GET", target: "/health"))
                #expect(health.status == 200)
                #expect(health.json?["status"] == "healthy")
                let ready = try await plain.send(TestRequest(port: port).with(method: "GET", target: "/ready"))
                #expect(ready.status == 503)
                #expect(ready.json?["checks"] == ["store": "ok", "audit": "ok", "platform": "not_configured"])
            }
            let health = try server.command("healthcheck", "--mcp-port", "\(server.mcpPort)")
            #expect(health.exitCode == 0 && health.remarks.isEmpty)
            let check = try server.command("healthcheck", "--ready", "--mcp-port", "\(server.mcpPort)")
            #expect(check.exitCode == 1)
            #expect(
                check.remarks.hasSuffix("/ready answers with 503 (platform: not_configured).\n"), "\(check.remarks)")
            // Who may administer is told of tokens that are about to expire; who may only call is not.
            #expect(try server.command("token", "create", "soon", "--expires-in-days", "5").exitCode == 0)
            for (port, told) in [(server.mcpPort, JSONValue?.none), (server.adminPort, 1)] {
                let request = TestRequest(port: port).with(method: "GET", target: "/ready")
                let ready = try await MCPTestClient(port: port).send(request)
                #expect(ready.json?["details"]?["tokens_expiring_soon"] == told)
            }
            let status = try FileManager.default.attributesOfItem(atPath: server.database)
            #expect(status[.posixPermissions] as? Int == 0o600)
        }
    }
}
