//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("approval")
struct ApprovalCommandTests {
    private static let playbook = PlaybookID(rawValue: 7)

    /// A store in which a token of alice's waits for one approval.
    private func waiting(_ harness: CommandHarness) async throws -> SQLiteStore {
        let store = try harness.store()
        var token = NewAPIToken(
            name: "agent", tenant: .default, scopes: Scope.standard, secret: APITokenSecret(),
            createdAt: CommandHarness.now)
        token.owner = "alice"
        let issued = try await store.insertToken(token)
        let request = ApprovalRequest(
            tenant: .default, playbook: Self.playbook, playbookName: "Block\u{1B}", requester: "token:\(issued.id)",
            requesterName: "agent", tokenID: issued.id,
            digest: ApprovalDigest(Self.playbook, eventID: 0, values: ["src": "10.0.0.1"]),
            parameters: ["src": "10.0.0.1"],
            eventID: 0)
        _ = try await store.approval(
            for: request, at: CommandHarness.now, expiresAt: CommandHarness.now.addingTimeInterval(3600))
        return store
    }

    @Test("list, show, approve: by somebody else than the owner")
    func approve() async throws {
        try await withHarness { harness in
            let store = try await waiting(harness)
            let list = await harness.run("approval", "list")
            #expect(list.output.contains("agent") && !list.output.contains("\u{1B}"))
            #expect(await harness.run("approval", "show", "1").output.contains("10.0.0.1"))
            for name in ["alice", "Alice", "agent"] {
                let own = await harness.run("approval", "approve", "1", "--as", name)
                #expect(own.exitCode == 1 && own.remarks.contains("somebody else"))
            }
            let approved = try await harness.run(
                "approval", "approve", "1", "--as", "bob", "--reason", "checked", "--json"
            ).json()
            #expect(
                approved["state"] == "approved" && approved["decidedBy"] == "bob" && approved["reason"] == "checked")
            #expect(await harness.run("approval", "approve", "1", "--as", "carol").exitCode == 1)
            #expect(await harness.run("approval", "list").output.isEmpty)
            #expect(await harness.run("approval", "list", "--all").output.contains("approved"))
            let record = try #require(try await store.auditRecords(AuditQuery()).first)
            #expect(record.action == "approval.approve" && record.parameters?["approver"] == "bob")
            #expect(record.tokenName?.hasPrefix("cli:") == true)
        }
    }

    @Test("deny, and what is not there")
    func deny() async throws {
        try await withHarness { harness in
            _ = try await waiting(harness)
            #expect(await harness.run("approval", "deny", "1", "--as", "bob").output.contains("denied"))
            #expect(await harness.run("approval", "approve", "1", "--as", "bob").remarks.contains("denied"))
            #expect(await harness.run("approval", "show", "2").remarks.contains("no approval 2"))
            #expect(await harness.run("approval", "approve", "x").exitCode == 64)
            #expect(await harness.run("approval", "approve", "1", "--as", " ").exitCode == 64)
        }
    }

    @Test(
        "a reason and a name are printable and on one line",
        arguments: ["a\nThe run was started.", "a\u{1B}[2J", "a\u{202E}b", "a\u{7}"])
    func printable(_ text: String) async throws {
        try await withHarness { harness in
            let store = try await waiting(harness)
            for option in ["--reason", "--as"] {
                let refused = await harness.run("approval", "deny", "1", option, text)
                #expect(refused.exitCode == 64 && refused.remarks.contains("\(option) takes"))
            }
            #expect(try await store.approval(ApprovalID(rawValue: 1), at: CommandHarness.now)?.state == .pending)
        }
    }

    @Test("playbook approval says who has to agree", arguments: PlaybookApproval.allCases)
    func playbook(_ approval: PlaybookApproval) async throws {
        try await withHarness { harness in
            let store = try harness.store()
            let playbook = Playbook(id: Self.playbook, name: "p", displayName: "P")
            _ = try await store.replacePlaybooks([playbook], tenant: .default, at: CommandHarness.now)
            let outcome = await harness.run("playbook", "approval", "7", approval.rawValue)
            #expect(outcome.exitCode == 0 && outcome.output.contains("Playbook 7"))
            #expect(try await store.playbook(Self.playbook, tenant: .default)?.approval == approval)
            #expect(await harness.run("playbook", "approval", "7", "everybody").exitCode == 64)
            #expect(await harness.run("playbook", "approval", "8", "caller").exitCode == 1)
        }
    }
}
