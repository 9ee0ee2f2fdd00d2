//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import TestSupport
import Testing

@testable import soar_mcp

@Suite("Settings that change while a server runs")
struct SettingsAdoptionTests {
    private static let live: [Setting: String] = [
        .soarTimeout: "7", .allowedHosts: "a.example.com", .allowedOrigins: "https://a.example.com",
        .rateLimitPerToken: "7", .rateLimitPerAddress: "8", .authFailureLimit: "9", .tokenExpiryNotice: "10",
        .trustedProxies: "10.0.0.0/8", .auditRetentionDays: "11", .auditMaxRecords: "12", .auditMaxBytes: "100000000",
        .auditForwardingBacklog: "1300", .logLevel: "debug",
    ]
    private static let others: [Setting: String] = [
        .bindHost: "127.0.0.2", .mcpPort: "1", .adminPort: "3", .databaseURL: "sqlite:///other.db",
        .apiURL: "https://b.example.com", .apiToken: "canary", .sslVerify: "false", .soarLabels: "Other",
        .syncInterval: "60", .skipSync: "true", .allowQueryToken: "false", .approvalLifetime: "61",
        .publicURL: "https://b.example.com/mcp", .authorizationServers: "https://c.example.com",
        .initialScopes: "playbooks:read", .auth: #"[{"type":"static","file":"a"}]"#, .tlsCertificate: "a",
        .tlsKey: "b", .mcpSocket: "c", .playbookTools: "true", .auditDurability: "commit",
        .auditSyslog: "udp://127.0.0.1:9", .auditWebhook: "https://d.example.com", .auditWebhookSecretFile: "d",
        .auditWebhookAuthorizationFile: "e", .auditForwardingCA: "f", .secretKeyFile: "g", .logFormat: "json",
    ]

    private func settings(_ values: [Setting: String]) throws -> Settings {
        try Settings([SettingsLayer(commandLine: values)])
    }

    @Test("are those that the guide marks so, each by itself")
    func marked() throws {
        let rows = try TestSources.page("operations.md").split(separator: "\n")
        let marked = rows.compactMap { $0.firstMatch(of: /^\| `([A-Z_]+)` •?↻ \|/).map { String($0.output.1) } }
        #expect(Set(marked) == Set(Self.live.keys.map(\.name)))
        let former = try settings([:])
        for (setting, value) in Self.live {
            let next = former.adopting(try settings([setting: value]))
            #expect(next.differences(from: former).map(\.setting) == [setting])
            #expect(next.adopting(former).differences(from: former).isEmpty, "\(setting)")
        }
    }

    @Test("leave all others as they were, which are told apart")
    func others() throws {
        // A key has no other form than a file, and one of both is enough.
        #expect(Set(Self.live.keys).union(Self.others.keys).union([.secretKey]) == Set(Setting.allCases))
        let (former, fresh) = (try settings([:]), try settings(Self.others))
        let next = former.adopting(fresh)
        #expect(next.differences(from: former).isEmpty)
        #expect(Set(fresh.differences(from: next).map(\.setting)) == Set(Self.others.keys))
    }

    @Test("a secret that changes is told apart, and not shown")
    func secrets() throws {
        let (former, fresh) = (try settings([.apiToken: "canary-a"]), try settings([.apiToken: "canary-b"]))
        let lines = fresh.differences(from: former)
        #expect(lines.map(\.setting) == [.apiToken] && lines.allSatisfy { $0.value == nil })
    }
}
