//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import SOARCore
import Testing

@testable import soar_mcp

@Suite("audit forwarding, and what it needs to be set up", .timeLimit(.minutes(1)))
struct AuditForwardingCommandTests {
    private static func fill(_ store: SQLiteStore, _ count: Int) async throws {
        for number in 0..<count {
            try await store.append(
                AuditRecord(
                    callID: "c\(number)", time: CommandHarness.now, action: "a", resource: "r", outcome: .success))
        }
    }

    @Test("status lists destinations with what they have, and move changes it")
    func statusAndMove() async throws {
        try await withHarness { harness in
            let store = try harness.store()
            #expect(await harness.run("audit", "forwarding", "status").remarks.contains("not forwarded"))
            try await Self.fill(store, 3)
            try await store.beginAuditForwarding(to: ["syslog", "webhook"])
            try await Self.fill(store, 4)
            _ = try await store.moveAuditForwarding(of: "syslog", from: 3, to: 7, at: CommandHarness.now)
            try await store.noteAuditForwardingFault("it broke\u{1B}[31m", of: "webhook", at: CommandHarness.now)
            let shown = await harness.run("audit", "forwarding", "status")
            let lines = shown.output.split(separator: "\n")
            #expect(shown.exitCode == 0 && lines.count == 3 && !shown.output.contains("\u{1B}"))
            #expect(lines[1].wholeMatch(of: /syslog +ok +7 +0 +2027-01-15 08:00 +0 +-/) != nil)
            #expect(lines[2].wholeMatch(of: /webhook +failing +3 +4 +- +0 +it broke.*/) != nil)
            let json = try await harness.run("audit", "forwarding", "status", "--json").json()
            #expect(json[1]?["destination"] == "webhook" && json[1]?["backlog"] == 4 && json[1]?["active"] == true)
            #expect(json[1]?["failingSince"] == "2027-01-15T08:00:00.250Z" && json[0]?["error"] == .null)

            let moved = await harness.run("audit", "forwarding", "move", "syslog", "--after", "2")
            #expect(moved.output == "syslog goes on behind record 2.\n")
            #expect(try await store.auditForwardingStates().first?.position == 2)
            let end = await harness.run("audit", "forwarding", "move", "syslog", "--to-end")
            #expect(end.output == "syslog goes on behind record 8.\n")
            let unknown = await harness.run("audit", "forwarding", "move", "siem", "--to-end")
            #expect(unknown.exitCode == 1 && unknown.remarks.contains("There are: syslog, webhook"))
            for wrong in [["--after", "-1"], [], ["--after", "1", "--to-end"]] {
                #expect(await harness.run(["audit", "forwarding", "move", "syslog"] + wrong).exitCode == 64)
            }
        }
    }

    @Test("prune keeps what a destination doesn't have, and says so; beyond the backlog it says what is lost")
    func prune() async throws {
        try await withHarness { harness in
            let store = try harness.store()
            try await store.beginAuditForwarding(to: ["syslog"])
            try await Self.fill(store, 1_500)
            let kept = await harness.run("audit", "prune", "--keep", "100")
            #expect(kept.remarks.contains("1400 records are kept") && kept.output.isEmpty)
            let backlog = ["AUDIT_FORWARDING_BACKLOG": "1000"]
            let rehearsal = await harness.run(
                "audit", "prune", "--keep", "100", "--dry-run", "--json", environment: backlog)
            let json = try rehearsal.json()
            #expect(json["undelivered"] == 500 && json["heldBack"] == 900)
            let pruned = await harness.run("audit", "prune", "--keep", "100", environment: backlog)
            #expect(pruned.remarks.contains("syslog does not get 500 of them"))
            #expect(pruned.output.hasPrefix("500 records deleted: 1–500"))
            #expect(try await store.auditForwardingStates().first?.lost == 500)
        }
    }

    @Test("doctor says how far each destination has come, and which file can't be used")
    func doctor() async throws {
        try await withHarness { harness in
            let store = try harness.store()
            try await store.beginAuditForwarding(to: ["syslog", "webhook"])
            try await Self.fill(store, 2)
            try await store.noteAuditForwardingFault("Connection refused", of: "webhook", at: CommandHarness.now)
            let environment = ["MCP_PORT": "0", "AUDIT_WEBHOOK": "https://h/x"]
            let found = await harness.run(["doctor"], environment: environment)
            #expect(found.output.contains("✓ syslog has the audit log up to record 0; 2 records wait."))
            #expect(found.output.contains("! webhook can't be reached, and 2 audit records wait: Connection refused."))
            let bad = await harness.run(
                ["doctor"], environment: environment.merging(["AUDIT_WEBHOOK_SECRET_FILE": "none"]) { $1 })
            #expect(bad.exitCode == 1 && bad.output.contains("there is no such file"))
        }
    }

    @Test("files that can't be used end the start with a line that names the setting or the file, and no secret")
    func files() async throws {
        try await withHarness { harness in
            let store = try harness.store()
            try harness.write("0123456789abcdef\n", to: "good")
            try harness.write("canary", to: "short")
            try harness.write("canary0123456789", to: "open", mode: 0o644)
            try harness.write("canary\u{7}0123456789", to: "control")
            func fault(_ variables: [String: String]) async throws -> String {
                let context = CommandContext(
                    environment: variables, directory: harness.directory,
                    terminal: Terminal(writeResult: { _ in }, writeRemark: { _ in }, readSecret: { _ in nil }),
                    now: { CommandHarness.now })
                let layer = SettingsLayer(
                    .environment, variables: variables.merging(["AUDIT_WEBHOOK": "https://h/x"]) { given, _ in given })
                do {
                    try await ForwardingAccess.withService(
                        try Settings([layer]).audit.forwarding, log: store, logger: Logger(label: "test"), in: context
                    ) { _ in }
                    return ""
                } catch {
                    return CommandError(describing: error).message.english
                }
            }
            #expect(try await fault(["AUDIT_WEBHOOK_SECRET_FILE": "good"]).isEmpty)
            #expect(try await fault(["AUDIT_WEBHOOK_SECRET_FILE": "short"]).contains("less than 16 bytes"))
            #expect(try await fault(["AUDIT_WEBHOOK_SECRET_FILE": "open"]).contains("chmod 600"))
            #expect(try await fault(["AUDIT_WEBHOOK_SECRET_FILE": "none"]).contains("no such file"))
            let control = try await fault(["AUDIT_WEBHOOK_AUTHORIZATION_FILE": "control"])
            #expect(control.hasPrefix("AUDIT_WEBHOOK_AUTHORIZATION_FILE: ") && !control.contains("canary"))
            let authorities = try await fault(["AUDIT_FORWARDING_CA": "good"])
            #expect(authorities.hasPrefix("AUDIT_FORWARDING_CA: ") && authorities.contains("no certificate"))
            let missing = try await fault(["AUDIT_FORWARDING_CA": "none.pem"])
            #expect(missing == "AUDIT_FORWARDING_CA: \(harness.directory)/none.pem: there is no such file")
        }
    }
}
