//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("audit verify, checkpoint, export and prune", .timeLimit(.minutes(1)))
struct AuditChainCommandTests {
    private static func fill(_ harness: CommandHarness, _ count: Int = 10) async throws -> SQLiteStore {
        let store = try harness.store()
        for number in 1...count {
            try await store.append(
                AuditRecord(
                    callID: "c\(number)", time: CommandHarness.now.addingTimeInterval(Double(number - count) * 86_400),
                    tokenName: "=cmd|x", action: "list_playbooks", resource: "soar://playbooks",
                    outcome: number == 3 ? .denied : .success))
        }
        return store
    }

    /// Changes the file as somebody with sqlite3 would, who takes the trigger away first.
    private static func tamper(_ harness: CommandHarness, _ sql: String) throws {
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            names = ("audit_records_never_change", "audit_records_never_go")
            kept = [db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0] for name in names]
            for name in names: db.execute("DROP TRIGGER " + name)
            db.executescript(sys.argv[2])
            for sql in kept: db.execute(sql)
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, harness.directory + "/soar_mcp.db", sql]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    @Test("verify says that all is well with 0, and what is wrong with 1")
    func verify() async throws {
        try await withHarness { harness in
            _ = try await Self.fill(harness)
            let good = await harness.run("audit", "verify")
            #expect(good.exitCode == 0)
            #expect(good.output.hasPrefix("✓ The audit log is intact: 10 records in "))
            #expect(good.output.contains(" a second), up to 10 "))
            try Self.tamper(
                harness,
                "UPDATE audit_records SET outcome = 'success' WHERE id = 3; DELETE FROM audit_records WHERE id = 7")
            let bad = await harness.run("audit", "verify")
            #expect(bad.exitCode == 1)
            #expect(bad.output.contains("✗ Record 3: changed") && bad.output.contains("✗ Record 7: missing"))
            let outcome = await harness.run("audit", "verify", "--json")
            let json = try outcome.json()
            #expect(outcome.exitCode == 1 && json["intact"] == false && json["checked"] == 9)
            #expect(json["faults"]?[0]?["kind"] == "altered" && json["faults"]?[0]?["firstID"] == 3)
            #expect(json["faults"]?[1]?["kind"] == "missing" && json["faultCount"] == 2)
        }
    }

    @Test("verify names a trigger that somebody has planted")
    func planted() async throws {
        try await withHarness { harness in
            _ = try await Self.fill(harness)
            try Self.tamper(
                harness, "CREATE TRIGGER z BEFORE INSERT ON audit_records BEGIN SELECT RAISE(IGNORE); END")
            let found = await harness.run("audit", "verify")
            #expect(found.exitCode == 1 && found.output.contains("✗ trigger z: not made by soar-mcp"))
            let json = try await harness.run("audit", "verify", "--json").json()
            #expect(json["intact"] == false && json["schema"]?[0]?["kind"] == "foreign")
            #expect(await harness.run("token", "create", "x").exitCode == 1)
        }
    }

    @Test("a checkpoint finds a log that was set back; one that was forged is refused")
    func checkpoints() async throws {
        try await withHarness { harness in
            let store = try await Self.fill(harness)
            #expect(await harness.run("audit", "key", "create", "audit.key").exitCode == 0)
            let mode = try FileManager.default.attributesOfItem(atPath: harness.directory + "/audit.key")
            #expect(mode[.posixPermissions] as? Int == 0o600)
            #expect(await harness.run("audit", "key", "create", "audit.key").exitCode == 1)
            let checkpoint = ["audit", "checkpoint", "--key", "audit.key", "--out", "points.jsonl"]
            let verify = ["audit", "verify", "--anchor", "points.jsonl", "--public-key", "audit.key.pub"]
            #expect(await harness.run(checkpoint).exitCode == 0)
            try await store.append(
                AuditRecord(callID: "x", time: CommandHarness.now, action: "a", resource: "r", outcome: .success))
            #expect(await harness.run(checkpoint).exitCode == 0)
            let good = await harness.run(verify)
            #expect(good.exitCode == 0 && good.output.contains("- 2 checkpoints fit"))
            try Self.tamper(
                harness,
                "DELETE FROM audit_records WHERE id > 10; UPDATE sqlite_sequence SET seq = 10 WHERE name = 'audit_records'"
            )
            #expect(await harness.run("audit", "verify").exitCode == 0)
            let bad = await harness.run(verify)
            #expect(bad.exitCode == 1 && bad.output.contains("✗ Record 11: cut from the end"))

            let line = try String(contentsOfFile: harness.directory + "/points.jsonl", encoding: .utf8)
            try harness.write(line.replacing("\"count\":10", with: "\"count\":11"), to: "points.jsonl")
            let forged = await harness.run(verify)
            #expect(forged.exitCode == 1 && forged.remarks.contains("points.jsonl, line 1: the signature does not fit"))
        }
    }

    @Test("a key that others can read is refused, and so is an anchor without a key")
    func refusals() async throws {
        try await withHarness { harness in
            _ = try await Self.fill(harness, 1)
            #expect(await harness.run("audit", "key", "create", "audit.key").exitCode == 0)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o640], ofItemAtPath: harness.directory + "/audit.key")
            let loose = await harness.run("audit", "checkpoint", "--key", "audit.key")
            #expect(loose.exitCode == 1 && loose.remarks.contains("chmod 600"))
            #expect(await harness.run("audit", "verify", "--anchor", "x").exitCode == 64)
            #expect(await harness.run("audit", "checkpoint", "--key", "none").remarks.contains("there is no such file"))
            #expect(await harness.run("audit", "checkpoint", "--key", "audit.key.pub").exitCode == 1)
        }
    }

    @Test("export writes each format and says where to go on")
    func export() async throws {
        try await withHarness { harness in
            _ = try await Self.fill(harness)
            let lines = await harness.run("audit", "export")
            #expect(lines.exitCode == 0 && lines.output.split(separator: "\n").count == 10)
            #expect(lines.remarks.contains("--after 10"))
            let rest = await harness.run("audit", "export", "--after", "8")
            #expect(rest.output.split(separator: "\n").count == 2)
            let denied = await harness.run("audit", "export", "--format", "cef", "--outcome", "denied")
            #expect(
                denied.output.hasPrefix("CEF:0|soar-mcp|soar-mcp|") && denied.output.split(separator: "\n").count == 1)
            #expect(denied.output.contains(" suser=\\=cmd|x "))
            let csv = await harness.run("audit", "export", "--format", "csv")
            #expect(csv.output.hasPrefix("id,time,") && csv.output.contains(",'=cmd|x,"))
            #expect(csv.output.split(separator: "\r\n").count == 11)
            #expect(await harness.run("audit", "export", "--format", "xml").exitCode == 64)
        }
    }

    @Test("export that goes on says what was pruned meanwhile, and ends with 1")
    func exportAfterPrune() async throws {
        try await withHarness { harness in
            _ = try await Self.fill(harness)
            #expect(await harness.run("audit", "prune", "--keep", "4").exitCode == 0)
            let whole = await harness.run("audit", "export")
            #expect(whole.exitCode == 0 && whole.output.split(separator: "\n").count == 5)
            let rest = await harness.run("audit", "export", "--after", "3")
            #expect(rest.exitCode == 1 && rest.output.split(separator: "\n").count == 5)
            #expect(rest.remarks.contains("4–6 are not in it") && rest.remarks.contains("--after 11"))
            #expect(await harness.run("audit", "export", "--after", "6").exitCode == 0)
        }
    }

    @Test("prune deletes only when it is meant, and the log stays intact")
    func prune() async throws {
        try await withHarness { harness in
            _ = try await Self.fill(harness)
            #expect(await harness.run("audit", "prune").exitCode == 64)
            let rehearsal = await harness.run("audit", "prune", "--older-than", "4", "--dry-run")
            #expect(rehearsal.output == "5 records would be deleted: 1–5\n")
            let done = try await harness.run("audit", "prune", "--older-than", "4", "--json").json()
            #expect(done["count"] == 5 && done["lastID"] == 5 && done["recordedAs"] == 11)
            let found = await harness.run("audit", "verify")
            #expect(found.exitCode == 0 && found.output.contains("- 1–5 were pruned at"))
            let told = try await harness.run("audit", "list", "--action", "audit_prune", "--json").json()
            #expect(told[0]?["tokenName"]?.stringValue?.hasPrefix("cli:") == true)
            #expect(await harness.run("audit", "prune", "--max-bytes", "1000").exitCode == 64)
            for (option, words) in [("--older-than", "takes 1 to"), ("--keep", "takes 1 or more")] {
                let everything = await harness.run("audit", "prune", option, "0")
                #expect(everything.exitCode == 64 && everything.remarks.contains(words))
            }
            #expect(await harness.run("audit", "prune", "--keep", "1", "--dry-run").exitCode == 0)
            #expect(
                await harness.run("audit", "prune", "--max-bytes", "100000000").remarks.contains("nothing to delete"))
            #expect(await harness.run("audit", "prune", "--keep", "100").remarks.contains("nothing to delete"))
        }
    }
}
