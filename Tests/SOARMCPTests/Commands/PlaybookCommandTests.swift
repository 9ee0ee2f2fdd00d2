//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import OctoMationSimulator
import SOARCore
import Testing

@testable import soar_mcp

@Suite("playbook")
struct PlaybookCommandTests {
    private static let playbook = Playbook(
        id: PlaybookID(rawValue: 1_907_203_516_548_373_400), name: "playbook_1", displayName: "封禁\u{1B}IP",
        parameters: [PlaybookParameter(name: "ip", isRequired: true)])

    @Test("list shows what callers can run, and everything with --all")
    func list() async throws {
        try await withHarness { harness in
            let store = try harness.store()
            _ = try await store.replacePlaybooks([Self.playbook], tenant: .default, at: CommandHarness.now)
            let id = Self.playbook.id.description
            let shown = await harness.run("playbook", "list")
            #expect(shown.output.contains(id) && !shown.output.contains("\u{1B}"))
            #expect(await harness.run("playbook", "disable", id).exitCode == 0)
            #expect(await harness.run("playbook", "list").output.isEmpty)
            let all = try await harness.run("playbook", "list", "--all", "--json").json()
            #expect(all[0]?["id"]?.integerValue == Self.playbook.id.rawValue)
            #expect(all[0]?["state"] == "disabled")
            #expect(all[0]?["parameters"]?[0]?["required"] == true)
            let enabled = await harness.run("playbook", "enable", id, "--json")
            let enabledJSON = try enabled.json()
            #expect(enabledJSON["state"] == "enabled")
            #expect(try await store.playbook(Self.playbook.id, tenant: .default)?.isEnabled == true)
            let records = try await store.auditRecords(AuditQuery())
            #expect(records.map(\.action) == ["playbook.enable", "playbook.disable"])
            #expect(records.allSatisfy { $0.tokenName?.hasPrefix("cli:") == true && $0.resource.hasSuffix(id) })
        }
    }

    @Test("limit sets, shows and takes away limits, and who did it is on record")
    func limit() async throws {
        try await withHarness { harness in
            let store = try harness.store()
            _ = try await store.replacePlaybooks([Self.playbook], tenant: .default, at: CommandHarness.now)
            let id = Self.playbook.id.description
            let set = try await harness.run("playbook", "limit", id, "10/hour", "100/day", "--json").json()
            #expect(set["executionLimits"] == ["10/hour", "100/day"])
            #expect(await harness.run("playbook", "limit", id, "5/minute").output.contains("5/minute"))
            let kept = try await store.playbook(Self.playbook.id, tenant: .default)
            #expect(kept?.executionLimits.map(\.description) == ["5/minute"])
            #expect(await harness.run("playbook", "limit", id, "--none").output.contains("no limits"))
            let records = try await store.auditRecords(AuditQuery())
            #expect(records.count == 3)
            #expect(records.allSatisfy { $0.action == "playbook.limit" && $0.tokenName?.hasPrefix("cli:") == true })
        }
    }

    @Test(
        "limit refuses what is no limit, and says what is accepted",
        arguments: ["0/hour", "10", "10/fortnight", "1000001/day", "1.5/hour", ""])
    func badLimit(_ text: String) async throws {
        try await withHarness { harness in
            let store = try harness.store()
            _ = try await store.replacePlaybooks([Self.playbook], tenant: .default, at: CommandHarness.now)
            let id = Self.playbook.id.description
            let outcome = await harness.run("playbook", "limit", id, text)
            #expect(outcome.exitCode == 64 && outcome.remarks.contains("per minute, hour, day, week or 30d"))
            #expect(await harness.run("playbook", "limit", id).exitCode == 64)
            #expect(await harness.run("playbook", "limit", id, "1/day", "--none").exitCode == 64)
            let stranger = await harness.run("playbook", "limit", id, "1/day", "--tenant", "acme")
            #expect(stranger.exitCode == 1 && stranger.remarks.contains("default"))
            #expect(await harness.run("playbook", "limit", "42", "1/day").remarks.contains("no playbook 42"))
        }
    }

    @Test("enable names a playbook that isn't there")
    func unknown() async throws {
        try await withHarness { harness in
            _ = try harness.store()
            let outcome = await harness.run("playbook", "enable", "42")
            #expect(outcome.exitCode == 1)
            #expect(outcome.remarks.contains("no playbook 42"))
            #expect(await harness.run("playbook", "enable", "x").exitCode == 64)
        }
    }

    @Test("sync brings the platform's playbooks in, with the settings that are stored")
    func sync() async throws {
        try await withHarness { harness in
            try await withSimulator { simulator in
                let port = try await simulator.port
                let store = try harness.store()
                try await store.setSetting("api_url", to: "http://127.0.0.1:\(port)", by: nil)
                let token = OctoMationSimulator.Configuration.defaultToken
                #expect(await harness.run("config", "set", "API_TOKEN", input: token).exitCode == 0)
                let outcome = await harness.run("playbook", "sync", "--json")
                #expect(outcome.exitCode == 0, "\(outcome.remarks)")
                let report = try outcome.json()
                let entries = try await store.playbooks(PlaybookFilter())
                #expect(!entries.isEmpty)
                #expect(report["added"]?.integerValue == Int64(entries.count))
                #expect(await harness.run("playbook", "sync").output.contains("0 added"))
            }
        }
    }

    @Test("sync of a tenant says to the operator what to do, instead of asking for one", arguments: ["en", "zh"])
    func tenants(_ language: String) async throws {
        try await withHarness { harness in
            #expect(await harness.run("tenant", "create", "empty").exitCode == 0)
            let url = ["--platform-url", "https://soar.example.com"]
            #expect(await harness.run(["tenant", "create", "off"] + url).exitCode == 0)
            #expect(await harness.run(["tenant", "create", "mute"] + url).exitCode == 0)
            #expect(await harness.run("tenant", "disable", "off").exitCode == 0)
            let sealed = ["tenant", "create", "lost"] + url + ["--platform-token-stdin"]
            #expect(await harness.run(sealed, input: "canary").exitCode == 0)
            try FileManager.default.removeItem(atPath: harness.directory + "/soar_mcp.db.key")
            let cases = [
                ("empty", "tenant set empty --platform-url"), ("off", "tenant enable off"),
                ("mute", "tenant set mute --platform-token-stdin"), ("lost", "tenant set lost --platform-token-stdin"),
            ]
            for (tenant, words) in cases {
                let outcome = await harness.run(
                    ["playbook", "sync", "--tenant", tenant], environment: ["SOAR_LANG": language])
                #expect(outcome.exitCode == 1 && outcome.remarks.contains(words), "\(outcome.remarks)")
                #expect(!outcome.remarks.contains("Ask the operator") && !outcome.remarks.contains("canary"))
            }
            let doctor = await harness.run(["doctor"], environment: ["SOAR_LANG": language, "MCP_PORT": "0"])
            #expect(doctor.output.contains("tenant set mute --platform-token-stdin"), "\(doctor.output)")
            #expect(!doctor.output.contains("Ask the operator"))
        }
    }

    @Test("sync without a platform says what to set")
    func unconfigured() async throws {
        try await withHarness { harness in
            let outcome = await harness.run("playbook", "sync", environment: ["API_URL": "https://soar.example.com"])
            #expect(outcome.exitCode == 1)
            #expect(outcome.remarks == "Error: Not synchronised: No SOAR platform is configured: set API_TOKEN.\n")
        }
    }
}
