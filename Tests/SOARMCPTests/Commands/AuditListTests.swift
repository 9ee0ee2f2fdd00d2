//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("audit list")
struct AuditListTests {
    private static let start = CommandHarness.now

    private static func fill(_ store: some AuditLog) async throws {
        try await store.append(
            AuditRecord(
                callID: "c1", phase: .intent, time: start.addingTimeInterval(-7200), tokenID: APITokenID(rawValue: 1),
                tokenName: "laptop", tenant: .default, action: "execute_playbook", resource: "soar://playbooks/1",
                parameters: ["playbook_id": 1_907_203_516_548_373_400], outcome: .pending))
        try await store.append(
            AuditRecord(
                callID: "c1", time: start.addingTimeInterval(-7199), tokenID: APITokenID(rawValue: 1),
                tokenName: "laptop", tenant: .default, action: "execute_playbook", resource: "soar://playbooks/1",
                outcome: .failure, error: "no\u{1B}[31m", latency: .milliseconds(12), peer: "127.0.0.1",
                userAgent: "curl"))
        try await store.append(
            AuditRecord(
                callID: "c2", time: start.addingTimeInterval(-60), action: "authenticate", resource: "soar://mcp",
                outcome: .denied, error: "unknown_token"))
    }

    private static func calls(_ harness: CommandHarness, _ options: [String]) async throws -> [String] {
        let outcome = await harness.run(["audit", "list", "--json"] + options)
        let records = try #require(outcome.json().arrayValue)
        return records.map { "\($0["callID"]?.stringValue ?? "")/\($0["phase"]?.stringValue ?? "")" }
    }

    @Test("filters by every option")
    func filters() async throws {
        try await withHarness { harness in
            try await Self.fill(harness.store())
            for (options, expected) in [
                ([], ["c2/outcome", "c1/outcome"]), (["--all-phases"], ["c2/outcome", "c1/outcome", "c1/intent"]),
                (["--token", "laptop"], ["c1/outcome"]), (["--token", "1"], ["c1/outcome"]), (["--token", "x"], []),
                (["--action", "authenticate"], ["c2/outcome"]), (["--outcome", "failure"], ["c1/outcome"]),
                (["--since", "1h"], ["c2/outcome"]), (["--until", "1h"], ["c1/outcome"]),
                (["--since", "2027-01-15T07:00:00Z"], ["c2/outcome"]), (["--limit", "1"], ["c2/outcome"]),
                (["--before", "3"], ["c1/outcome"]), (["--before", "2", "--all-phases"], ["c1/intent"]),
            ] as [([String], [String])] {
                #expect(try await Self.calls(harness, options) == expected, "\(options)")
            }
        }
    }

    @Test("prints every member as JSON, ids exact and times in UTC")
    func json() async throws {
        try await withHarness { harness in
            try await Self.fill(harness.store())
            let outcome = await harness.run("audit", "list", "--json", "--all-phases", "--token", "laptop")
            let records = try outcome.json()
            #expect(
                records[0]?.objectValue?.names == [
                    "id", "time", "tokenID", "tokenName", "tenant", "action", "resource", "parameters", "outcome",
                    "error", "latencyMilliseconds", "peer", "userAgent", "phase", "callID", "traceID", "hash",
                ])
            #expect(records[0]?["time"] == "2027-01-15T06:00:01.250Z")
            #expect(records[0]?["latencyMilliseconds"]?.doubleValue == 12)
            #expect(records[1]?["parameters"]?["playbook_id"] == 1_907_203_516_548_373_400)
            #expect(records[1]?["outcome"] == "pending")
            #expect(records[1]?["peer"] == .null)
        }
    }

    @Test("prints a table without control characters")
    func table() async throws {
        try await withHarness { harness in
            try await Self.fill(harness.store())
            let outcome = await harness.run("audit", "list")
            #expect(outcome.output.split(separator: "\n").count == 3)
            #expect(outcome.output.contains("laptop"))
            #expect(outcome.output.contains(#"no\u{1B}[31m"#))
            #expect(!outcome.output.contains("\u{1B}"))
        }
    }

    @Test(
        "refuses wrong usage with 64",
        arguments: [["--limit", "0"], ["--limit", "100001"], ["--outcome", "maybe"], ["--since", "yesterday"]])
    func wrongUsage(_ options: [String]) async throws {
        try await withHarness { harness in
            #expect(await harness.run(["audit", "list"] + options).exitCode == 64)
        }
    }
}
