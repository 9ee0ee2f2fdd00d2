//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import OctoMationSimulator
import SOARCore
import Testing

@testable import soar_mcp

@Suite("doctor")
struct DoctorTests {
    /// No port of the machine's other programs is looked at.
    private static let anyPort = ["MCP_PORT": "0"]

    private static func grades(_ outcome: CommandHarness.Outcome) throws -> [String: [String]] {
        let findings = try #require(outcome.json()["findings"]?.arrayValue)
        return Dictionary(grouping: findings) { $0["subject"]?.stringValue ?? "" }
            .mapValues { $0.compactMap { $0["grade"]?.stringValue } }
    }

    @Test("finds nothing wrong with a new installation, but says what to do next, and changes nothing")
    func fresh() async throws {
        try await withHarness { harness in
            let outcome = await harness.run(["doctor"], environment: Self.anyPort)
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains("✓ The settings can be used."))
            #expect(outcome.output.contains("! No SOAR platform is configured."))
            #expect(outcome.output.contains("→ Set API_URL, API_TOKEN."))
            let files = try FileManager.default.contentsOfDirectory(atPath: harness.directory)
            #expect(files.isEmpty)
            let chinese = await harness.run(["doctor"], environment: Self.anyPort.merging(["LANG": "zh_CN"]) { $1 })
            #expect(chinese.output.contains("✓ 设置可用。"))
        }
    }

    @Test("finds everything sound where it is")
    func sound() async throws {
        try await withHarness { harness in
            try await withSimulator { simulator in
                let environment = Self.anyPort.merging([
                    "API_URL": "http://127.0.0.1:\(try await simulator.port)",
                    "API_TOKEN": OctoMationSimulator.Configuration.defaultToken,
                ]) { $1 }
                _ = await harness.run("token", "create", "a")
                _ = await harness.run(["playbook", "sync"], environment: environment)
                let outcome = await harness.run(["doctor", "--json"], environment: environment)
                #expect(outcome.exitCode == 0)
                #expect(
                    try Self.grades(outcome) == [
                        "settings": ["sound"], "database": ["sound"], "tokens": ["sound"], "platform": ["sound"],
                        "catalogue": ["sound"],
                    ])
                let outcomeJSON = try outcome.json()
                #expect(outcomeJSON["ok"] == true)
                let later = CommandHarness.now.addingTimeInterval(89 * 86400)
                let old = try Self.grades(
                    await harness.run(["doctor", "--json"], environment: environment, now: later))
                #expect(old["tokens"] == ["sound", "warning"])
                #expect(old["catalogue"] == ["warning"])
            }
        }
    }

    @Test("asks the platform of every tenant, and says which of them is not well")
    func tenants() async throws {
        try await withHarness { harness in
            try await withSimulator { simulator in
                let url = "http://127.0.0.1:\(try await simulator.port)"
                let good = OctoMationSimulator.Configuration.defaultToken
                for (name, token) in [("good", good), ("bad", "canary"), ("off", "canary")] {
                    let created = await harness.run(
                        "tenant", "create", name, "--platform-url", url, "--platform-token-stdin", input: token)
                    #expect(created.exitCode == 0, "\(created.remarks)")
                }
                #expect(await harness.run("tenant", "disable", "off").exitCode == 0)
                #expect(await harness.run("tenant", "create", "empty").exitCode == 0)
                let environment = Self.anyPort.merging(["API_URL": url, "API_TOKEN": good]) { $1 }
                let outcome = await harness.run(["doctor"], environment: environment)
                #expect(outcome.exitCode == 1)
                #expect(outcome.output.contains("✓ The platform of tenant good answers"))
                #expect(outcome.output.contains("✗ The platform of tenant bad: "))
                #expect(outcome.output.contains("! Tenant empty has no platform."))
                #expect(!outcome.output.contains("off") && !(outcome.output + outcome.remarks).contains("canary"))
                #expect(await harness.run("tenant", "disable", "bad").exitCode == 0)
                let well = await harness.run(["doctor", "--json"], environment: environment)
                #expect(well.exitCode == 0)
                #expect(try Self.grades(well)["tenants"] == ["warning", "sound"])
            }
        }
    }

    @Test("fails on credentials that the platform does not take, without naming them")
    func badCredentials() async throws {
        try await withHarness { harness in
            try await withSimulator { simulator in
                let environment = Self.anyPort.merging([
                    "API_URL": "http://127.0.0.1:\(try await simulator.port)", "API_TOKEN": "canary",
                ]) { $1 }
                let outcome = await harness.run(["doctor"], environment: environment)
                #expect(outcome.exitCode == 1)
                #expect(outcome.output.contains("✗ The platform: "))
                #expect(!(outcome.output + outcome.remarks).contains("canary"))
            }
        }
    }

    @Test("fails on a port that another program holds")
    func portTaken() async throws {
        try await withHarness { harness in
            try await withSimulator { simulator in
                let port = try await simulator.port
                let outcome = await harness.run(["doctor"], environment: ["MCP_PORT": "\(port)", "ADMIN_PORT": "0"])
                #expect(outcome.exitCode == 1)
                #expect(outcome.output.contains("✗ MCP_PORT: 127.0.0.1:\(port) is taken by another program."))
            }
        }
    }

    @Test("fails on a key file that is not there, as the start would", arguments: ["en", "zh_CN"])
    func keyFile(_ language: String) async throws {
        try await withHarness { harness in
            let environment = Self.anyPort.merging(["SECRET_KEY_FILE": "missing.key", "LANG": language]) { $1 }
            let outcome = await harness.run(["doctor"], environment: environment)
            #expect(outcome.exitCode == 1)
            let line = try #require(outcome.output.split(separator: "\n").first { $0.hasPrefix("✗") })
            #expect(line.contains("SECRET_KEY_FILE") && line.contains("missing.key"), "\(line)")
            #expect(outcome.output.contains(language == "en" ? "→ Correct SECRET_KEY_FILE" : "→ 请更正 SECRET_KEY_FILE"))
            let key = Data((0..<32).map { UInt8($0) }).base64EncodedString()
            try harness.write(key + "\n", to: "missing.key", mode: 0o600)
            #expect(await harness.run(["doctor"], environment: environment).exitCode == 0)
        }
    }

    @Test("fails on a place where no socket can be made", arguments: ["no-folder/mcp.sock", "file"])
    func socket(_ path: String) async throws {
        try await withHarness { harness in
            try harness.write("mine", to: "file")
            let environment = Self.anyPort.merging(["MCP_SOCKET": path]) { $1 }
            let outcome = await harness.run(["doctor", "--json"], environment: environment)
            #expect(outcome.exitCode == 1)
            #expect(try Self.grades(outcome)["socket"] == ["failed"])
            let free = Self.anyPort.merging(["MCP_SOCKET": "mcp.sock"]) { $1 }
            #expect(await harness.run(["doctor"], environment: free).output.contains("mcp.sock is free."))
            #expect(!FileManager.default.fileExists(atPath: harness.directory + "/mcp.sock"))
        }
    }

    @Test("looks at verifiers also where there is no database yet")
    func verifiersWithoutDatabase() async throws {
        try await withHarness { harness in
            let environment = Self.anyPort.merging(["AUTH": #"[{"type":"static","file":"missing.json"}]"#]) { $1 }
            let outcome = await harness.run(["doctor"], environment: environment)
            #expect(outcome.exitCode == 1 && outcome.output.contains("→ Correct this entry of AUTH."))
        }
    }

    @Test("fails on a host that is not here")
    func foreignHost() async throws {
        try await withHarness { harness in
            let outcome = await harness.run(
                ["doctor", "--json"], environment: ["BIND_HOST": "192.0.2.1", "MCP_PORT": "45999"])
            #expect(outcome.exitCode == 1)
            let grades = try Self.grades(outcome)
            #expect(grades["ports"] == ["failed", "failed"])
        }
    }

    @Test("fails on a file with the platform's token that others can read")
    func fileMode() async throws {
        try await withHarness { harness in
            try harness.write("API_TOKEN=canary\n", to: ".env", mode: 0o644)
            let open = await harness.run(["doctor"], environment: Self.anyPort)
            #expect(open.exitCode == 1)
            #expect(open.output.contains("chmod 600 \(harness.directory)/.env"))
            #expect(!open.output.contains("canary"))
            try harness.write("API_TOKEN=canary\n", to: ".env", mode: 0o600)
            #expect(await harness.run(["doctor"], environment: Self.anyPort).exitCode == 0)
        }
    }

    @Test("fails on settings and databases that can't be used")
    func unusable() async throws {
        try await withHarness { harness in
            let settings = await harness.run(["doctor"], environment: ["SOAR_TIMEOUT": "x"])
            #expect(settings.exitCode == 1)
            #expect(settings.output.hasPrefix("✗ SOAR_TIMEOUT (environment): "))
            try harness.write("this is no database", to: "soar_mcp.db")
            let database = await harness.run(["doctor", "--json"], environment: Self.anyPort)
            #expect(database.exitCode == 1)
            #expect(try Self.grades(database)["database"] == ["failed"])
            #expect(
                try String(contentsOfFile: harness.directory + "/soar_mcp.db", encoding: .utf8) == "this is no database"
            )
        }
    }
}
