//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARCore
import Testing

@testable import soar_mcp

@Suite("tenant")
struct TenantCommandTests {
    private static let token = "platform-canary-7f31"
    private static let red = TenantID(rawValue: "red")

    @Test("create, show, set, disable and enable, with a record of each and the token nowhere in clear")
    func life() async throws {
        try await withHarness { harness in
            let created = await harness.run(
                "tenant", "create", "red", "--display-name", "Red Team", "--platform-url", "https://red.example.com",
                "--platform-token-stdin", "--no-verify-tls", "--timeout", "9", "--label", "A", "--label", "B",
                "--execution-limit", "100/day", "--execution-limit", "5/hour", "--json",
                input: Self.token)
            #expect(created.exitCode == 0, "\(created.remarks)")
            let json = try created.json()
            #expect(json["name"] == "red" && json["displayName"] == "Red Team" && json["state"] == "enabled")
            #expect(json["platform"]?["url"] == "https://red.example.com" && json["platform"]?["hasToken"] == true)
            #expect(json["platform"]?["verifiesCertificates"] == false && json["platform"]?["timeoutSeconds"] == 9)
            #expect(json["platform"]?["labels"] == ["A", "B"] && json["executionLimits"] == ["100/day", "5/hour"])

            let set = await harness.run("tenant", "set", "red", "--timeout", "10", "--verify-tls")
            #expect(set.exitCode == 0 && set.output.contains("red"))
            let stored = try #require(try await harness.store().tenant(Self.red))
            #expect(stored.platform?.timeout == .seconds(10) && stored.platform?.verifiesCertificates == true)
            #expect(stored.platform?.labels == ["A", "B"] && stored.platform?.sealedToken != nil)
            #expect(stored.platform?.sealedToken?.contains(Self.token) == false)

            #expect(await harness.run("tenant", "disable", "red").output.contains("disabled"))
            #expect(try await harness.store().tenant(Self.red)?.state == .disabled)
            #expect(await harness.run("tenant", "enable", "red", "--json").exitCode == 0)
            let shown = await harness.run("tenant", "show", "red")
            let listed = await harness.run("tenant", "list")
            #expect(shown.output.contains("100/day") && listed.output.contains("https://red.example.com"))
            let records = try await harness.store().auditRecords(AuditQuery())
            #expect(
                records.reversed().map(\.action)
                    == ["tenant.create", "tenant.change", "tenant.disable", "tenant.enable"])
            #expect(records.allSatisfy { $0.tokenName?.hasPrefix("cli:") == true && $0.tenant == Self.red })
            let texts =
                [created, set, shown, listed].map { $0.output + $0.remarks }
                + records.map { $0.parameters?.text() ?? "" }
            #expect(texts.allSatisfy { !$0.contains(Self.token) })
        }
    }

    @Test("set takes away a platform and limits, and wants something to do")
    func takesAway() async throws {
        try await withHarness { harness in
            let url = "https://red.example.com"
            _ = await harness.run(
                "tenant", "create", "red", "--platform-url", url, "--execution-limit", "1/day")
            #expect(await harness.run("tenant", "set", "red").exitCode == 1)
            #expect(await harness.run("tenant", "set", "red", "--no-platform", "--platform-url", url).exitCode == 1)
            #expect(await harness.run("tenant", "set", "red", "--no-platform", "--no-execution-limits").exitCode == 0)
            let stored = try await harness.store().tenant(Self.red)
            #expect(stored?.platform == nil && stored?.executionLimits == [])
        }
    }

    @Test(
        "refuses what is not accepted, says what is, and changes nothing",
        arguments: [
            (["create", "Red"], "a-z 0-9 . _ -"),
            (["create", "default"], "already"),
            (["create", "x", "--timeout", "5"], "--platform-url"),
            (["create", "x", "--platform-url", "ftp://x"], "http"),
            (["create", "x", "--platform-url", "https://x.example", "--timeout", "0"], "1 to 300"),
            (["create", "x", "--platform-url", "https://x.example", "--timeout", "301"], "1 to 300"),
            (["create", "x", "--execution-limit", "many"], "100/day"),
            (["create", "x", "--execution-limit=-1/day"], "100/day"),
            (["create", "x", "--platform-url", "https://x.example", "--platform-token-stdin"], "standard input"),
            (["show", "nobody"], "There are: default"), (["set", "nobody", "--timeout", "5"], "There are: default"),
            (["disable", "nobody"], "There are: default"), (["enable", "nobody"], "There are: default"),
        ])
    func refusals(_ arguments: [String], _ words: String) async throws {
        try await withHarness { harness in
            _ = try harness.store()
            let outcome = await harness.run(["tenant"] + arguments)
            #expect(outcome.exitCode == 1)
            #expect(outcome.output.isEmpty)
            #expect(outcome.remarks.contains(words), "\(outcome.remarks)")
            #expect(try await harness.store().tenants().count == 1)
        }
    }

    @Test("says in Chinese what it says in English")
    func chinese() async throws {
        try await withHarness { harness in
            let outcome = await harness.run(["tenant", "create", "red"], environment: ["SOAR_LANG": "zh"])
            #expect(outcome.output.contains("租户 red 已创建"))
            #expect(outcome.remarks.contains("尚无平台"))
        }
    }

    @Test(
        "every command that takes a tenant refuses one that is not there with the list of those there are",
        arguments: [
            ["token", "create", "a"], ["token", "list"], ["audit", "list"], ["playbook", "list"],
            ["playbook", "sync"], ["playbook", "enable", "1"], ["playbook", "disable", "1"],
        ])
    func unknown(_ arguments: [String]) async throws {
        try await withHarness { harness in
            _ = await harness.run("tenant", "create", "red")
            let outcome = await harness.run(arguments + ["--tenant", "nobody"])
            #expect(outcome.exitCode == 1)
            #expect(outcome.remarks.contains("There are: default, red"), "\(outcome.remarks)")
        }
    }

    @Test("who works alone never meets the word")
    func alone() async throws {
        try await withHarness { harness in
            _ = await harness.run("token", "create", "a")
            for command in [["token", "list"], ["token", "show", "a"], ["audit", "list"], ["playbook", "list"]] {
                let outcome = await harness.run(command)
                #expect(!(outcome.output + outcome.remarks).lowercased().contains("tenant"), "\(outcome.output)")
            }
            _ = await harness.run("tenant", "create", "red")
            #expect(await harness.run("token", "list").output.contains("TENANT"))
        }
    }

    @Test("playbooks and records are each tenant's own")
    func own() async throws {
        try await withHarness { harness in
            try await withSimulator { simulator in
                let url = try await simulator.baseURL
                _ = await harness.run(
                    "tenant", "create", "red", "--platform-url", url, "--platform-token-stdin",
                    input: OctoMationSimulator.Configuration.defaultToken)
                let synced = await harness.run("playbook", "sync", "--tenant", "red", "--json")
                #expect(synced.exitCode == 0, "\(synced.remarks)")
                // A change of the key takes the platforms' tokens with it.
                #expect(await harness.run("secret", "rotate-key").exitCode == 0)
                let again = await harness.run("playbook", "sync", "--tenant", "red")
                #expect(again.exitCode == 0, "\(again.remarks)")
                let listed = try await harness.run("playbook", "list", "--tenant", "red", "--json").json()
                let id = try #require(listed[0]?["id"]?.integerValue)
                #expect(await harness.run("playbook", "list").output.isEmpty)
                #expect(await harness.run("playbook", "disable", "\(id)").exitCode == 1)
                #expect(await harness.run("playbook", "disable", "\(id)", "--tenant", "red").exitCode == 0)
                let entry = try await harness.store().playbook(PlaybookID(rawValue: id), tenant: Self.red)
                #expect(entry?.isEnabled == false)
                #expect(await harness.run("audit", "list", "--tenant", "red").output.contains("tenant.create"))
                #expect(!(await harness.run("audit", "list", "--tenant", "default").output.contains("tenant.create")))
            }
        }
    }
}
