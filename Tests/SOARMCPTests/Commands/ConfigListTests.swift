//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import soar_mcp

@Suite("config list")
struct ConfigListTests {
    private static func lines(_ outcome: CommandHarness.Outcome) throws -> [String: JSONValue] {
        let lines = try #require(outcome.json().arrayValue)
        return Dictionary(uniqueKeysWithValues: lines.map { ($0["setting"]?.stringValue ?? "", $0) })
    }

    @Test("names the value and the place of every setting, and no secret")
    func places() async throws {
        try await withHarness { harness in
            try harness.write("SOAR_TIMEOUT=11\nAPI_TOKEN=canary-env\n", to: ".env")
            try harness.write("log_format: json\nsoar_timeout: 12\n", to: "soar.yaml")
            let store = try harness.store()
            try await store.setSetting("sync_interval", to: "60", by: nil)
            try await store.setSetting("api_token", to: "canary-stored", by: nil)
            let outcome = await harness.run(
                ["config", "list", "--json", "--config", "soar.yaml", "--log-level", "debug"],
                environment: ["MCP_PORT": "2000"])
            #expect(outcome.exitCode == 0)
            let lines = try Self.lines(outcome)
            #expect(lines.count == Setting.allCases.count)
            for (setting, value, source) in [
                ("LOG_LEVEL", "debug", "command line"), ("MCP_PORT", "2000", "environment"),
                ("ADMIN_PORT", "2001", "default"), ("SOAR_TIMEOUT", "11", ".env"), ("LOG_FORMAT", "json", "file"),
                ("SYNC_INTERVAL", "60", "database"), ("PLAYBOOK_TOOLS", "false", "default"),
                ("BIND_HOST", "127.0.0.1", "default"),
                ("DATABASE_URL", "sqlite:///soar_mcp.db", "default"),
            ] {
                #expect(lines[setting]?["value"] == .string(value), "\(setting)")
                #expect(lines[setting]?["source"] == .string(source), "\(setting)")
            }
            #expect(lines["API_TOKEN"]?["isSet"] == true)
            #expect(lines["API_TOKEN"]?["value"] == .null)
            #expect(lines["API_TOKEN"]?["source"] == ".env")
            let text = await harness.run("config", "list")
            #expect(text.output.contains("(set)"))
            #expect(!(text.output + outcome.output + text.remarks).contains("canary"))
        }
    }

    @Test("makes no database just to look into it")
    func noDatabase() async throws {
        try await withHarness { harness in
            let first = await harness.run("config", "list")
            #expect(first.exitCode == 0)
            #expect(first.output.contains("(not set)"))
            #expect(await harness.run("token", "list").exitCode == 1)
        }
    }

    @Test("refuses a stored value that can't be used, and says where it is from")
    func badStored() async throws {
        try await withHarness { harness in
            try await harness.store().setSetting("soar_timeout", to: "never", by: nil)
            let outcome = await harness.run("config", "list")
            #expect(outcome.exitCode == 1)
            #expect(outcome.remarks.hasPrefix("Error: SOAR_TIMEOUT (database soar_timeout): \"never\""))
        }
    }
}
