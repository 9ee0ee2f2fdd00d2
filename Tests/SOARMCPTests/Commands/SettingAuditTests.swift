//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import soar_mcp

@Suite("Changes of settings, secrets and the password")
struct SettingAuditTests {
    private func records(_ harness: CommandHarness) async throws -> [AuditRecord] {
        try await harness.store().auditRecords(AuditQuery()).reversed()
    }

    @Test("are in the audit log with who made them, and without secrets")
    func recorded() async throws {
        try await withHarness { harness in
            let secret = "canary-12345678901234567890"
            for (arguments, input) in [
                (["config", "set", "API_URL", "https://a.example"], ""),
                (["config", "set", "API_URL", "https://b.example"], ""),
                (["config", "set", "API_URL", "https://b.example"], ""),
                (["config", "unset", "API_URL"], ""),
                (["config", "set", "API_TOKEN"], secret),
                (["secret", "rotate-key"], ""),
                (["config", "unset", "API_TOKEN"], ""),
                (["admin", "reset-password"], "canary long enough"),
                (["admin", "check-password"], "canary long enough"),
            ] {
                #expect(await harness.run(arguments, input: input).exitCode == 0, "\(arguments)")
            }
            let records = try await records(harness)
            #expect(
                records.map { "\($0.action) \($0.resource)" } == [
                    "setting.set soar://settings/api_url", "setting.set soar://settings/api_url",
                    "setting.remove soar://settings/api_url", "secret.set soar://secrets/setting/api_token",
                    "secret.rotate-key soar://secrets", "secret.remove soar://secrets/setting/api_token",
                    "password.set soar://admin/password",
                ])
            #expect(records.allSatisfy { $0.tokenName?.hasPrefix("cli:") == true && $0.outcome == .success })
            #expect(records[0].parameters == ["value": "https://a.example"])
            #expect(records[1].parameters == ["before": "https://a.example", "value": "https://b.example"])
            #expect(records[2].parameters == ["before": "https://b.example"])
            #expect(records[4].parameters == ["resealed": 1])
            #expect(!"\(records)".contains("canary"))
            let listed = await harness.run("audit", "list")
            #expect(listed.output.contains("secret.rotate-key"))
        }
    }

    @Test("that fail are not recorded")
    func refused() async throws {
        try await withHarness { harness in
            #expect(await harness.run("config", "set", "SOAR_TIMEOUT", "never").exitCode != 0)
            #expect(await harness.run("admin", "reset-password", input: "short").exitCode == 1)
            let list = await harness.run("config", "set", "SOAR_TIMEOUT", "20")
            #expect(list.exitCode == 0)
            let records = try await records(harness)
            #expect(records.count == 1)
        }
    }
}
