//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@testable import soar_mcp

@Suite("import", .timeLimit(.minutes(5)))
struct ImportTests {
    /// One table's figures in a report.
    private struct Figures: Equatable {
        var read: Int64
        var taken: Int64
        var present: Int64
        var skipped: Int64
    }

    private static func figures(_ outcome: CommandHarness.Outcome) throws -> [String: Figures] {
        let tables = try outcome.json()["tables"]?.arrayValue ?? []
        return Dictionary(
            uniqueKeysWithValues: tables.map { table in
                func number(_ name: String) -> Int64 { table[name]?.integerValue ?? -1 }
                let skipped = table["skipped"]?.objectValue?.reduce(Int64(0)) { $0 + ($1.value.integerValue ?? 0) }
                return (
                    table["table"]?.stringValue ?? "",
                    Figures(
                        read: number("read"), taken: number("taken"), present: number("present"), skipped: skipped ?? -1
                    )
                )
            })
    }

    private static func run(
        _ harness: CommandHarness, _ further: String..., source: String = "old.db"
    ) async -> CommandHarness.Outcome {
        await harness.run(["import", source, "--json", "--time-zone", "Asia/Shanghai"] + further)
    }

    private static func content(_ folder: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                FileManager.default.contents(atPath: folder + "/" + name).map { (name, $0) }
            })
    }

    /// Everything that is stored, as values that can be compared.
    private static func everything(_ store: SQLiteStore) async throws -> [String] {
        var query = AuditQuery()
        query.limit = .max
        var playbooks = PlaybookFilter()
        playbooks.onlyAvailable = false
        return try await [
            store.tokens(tenant: nil).map { JSONValue.object($0.json(now: CommandHarness.now)).text() }.joined(),
            "\(store.settings().sorted { $0.key < $1.key })",
            "\(store.sealedSecrets().sorted { $0.key < $1.key })", "\(store.playbooks(playbooks))",
            "\(store.auditRecords(query))",
            "\(store.adminPassword()?.hash.text ?? "-")", "\(store.tokenRevision())",
        ]
    }

    @Test("takes over tokens, playbooks, settings, password and audit log, and leaves the source as it was")
    func takesOver() async throws {
        try await withHarness { harness in
            let folder = harness.directory + "/old"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            try PredecessorSample.make(at: folder + "/old.db")
            let before = try Self.content(folder)
            let outcome = await Self.run(harness, source: "old/old.db")
            #expect(outcome.exitCode == 0, "\(outcome.remarks)")
            #expect(try Self.content(folder) == before)
            let figures = try Self.figures(outcome)
            #expect(figures["user_tokens"] == Figures(read: 5, taken: 3, present: 0, skipped: 2))
            #expect(figures["playbooks"] == Figures(read: 3, taken: 3, present: 0, skipped: 0))
            #expect(figures["system_config"] == Figures(read: 8, taken: 6, present: 0, skipped: 2))
            #expect(figures["admin_passwords"] == Figures(read: 1, taken: 1, present: 0, skipped: 0))
            #expect(figures["audit_logs"] == Figures(read: 4, taken: 3, present: 0, skipped: 1))

            let store = try harness.store()
            try await Self.checkTokens(store)
            let settings = try await store.settings()
            #expect(
                settings == [
                    "api_url": "https://soar.example.com", "soar_timeout": "45", "sync_interval": "3600",
                    "soar_labels": "MCP,安全", "ssl_verify": "False",
                ])
            #expect(await harness.run("config", "get", "API_TOKEN").output == "(set)\n")
            #expect(await harness.run("config", "get", "SSL_VERIFY").output == "false\n")
            var filter = PlaybookFilter()
            filter.onlyAvailable = false
            let playbooks = try await store.playbooks(filter)
            #expect(playbooks.map(\.playbook.id.rawValue) == [2, 3, 1_907_203_516_548_373])
            #expect(playbooks.map(\.isEnabled) == [false, false, true])
            #expect(playbooks[2].playbook.parameters?.map(\.name) == ["dst"] && playbooks[1].playbook.parameters == nil)
            try await Self.checkAudit(store)
            let list = await harness.run("audit", "list", "--json")
            for text in [outcome.output, outcome.remarks, list.output] {
                for secret in PredecessorSample.secrets { #expect(!text.contains(secret)) }
            }
            for (name, bytes) in try Self.content(harness.directory + "/.") where name != "old" {
                for secret in PredecessorSample.secrets {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
                }
            }
        }
    }

    private static func checkTokens(_ store: SQLiteStore) async throws {
        let tokens = try await store.tokens(tenant: nil).sorted { $0.id < $1.id }
        #expect(tokens.map(\.name) == ["分析 ✓ analyst", "x'); DROP TABLE api_tokens; --", "token 12345"])
        #expect(tokens.map(\.state) == [.enabled, .disabled, .enabled])
        #expect(tokens.map(\.useCount) == [42, 0, 7])
        #expect(tokens.allSatisfy { $0.isImported && $0.scopes == Scope.standard })
        #expect(tokens[0].prefix == "kQ3vZ0nB" && tokens[0].summary == "of 分析 ✓ analyst")
        #expect(Timestamp.text(tokens[0].createdAt) == "2026-01-01T19:04:05.679Z")
        #expect(tokens[0].expiresAt == nil && tokens[2].expiresAt.map(Timestamp.text) == "2026-02-28T16:00:00.000Z")
        #expect(try await store.hasImportedTokens())
        #expect(try await store.token(hash: APITokenHash(of: PredecessorSample.active))?.id == tokens[0].id)
    }

    private static func checkAudit(_ store: SQLiteStore) async throws {
        let all = try await store.auditRecords(AuditQuery())
        let imported: JSONValue = [
            "user_tokens": 3, "playbooks": 3, "system_config": 6, "admin_passwords": 1, "audit_logs": 3,
        ]
        #expect(all.first?.action == "import" && all.first?.parameters == imported)
        let records = Array(all.dropFirst())
        // The newest first, and of one time the one that the source wrote last.
        #expect(records.map(\.action) == ["list_playbooks", "'; DELETE FROM audit_records; --", "execute_playbook"])
        #expect(records.allSatisfy { $0.callID.hasPrefix("imported-") && $0.outcome == .success })
        #expect(records[0].tokenID == APITokenID(rawValue: 1) && records[0].parameters == ["limit": 10])
        #expect(Timestamp.text(records[0].time) == "2026-01-02T02:00:00.000Z")
        #expect(
            records[2].parameters == [
                "playbook_id": 2, "password": "(redacted)", "note": "with (redacted) and (redacted)",
            ])
        #expect(!records[1].resource.contains("\n") && records[1].parameters == "not json")
    }

    @Test("keeps the admin password good, and gives it a better hash at the first use")
    func password() async throws {
        try await withHarness { harness in
            try PredecessorSample.make(at: harness.directory + "/old.db")
            #expect(await Self.run(harness).exitCode == 0)
            let store = try harness.store()
            let imported = try await store.adminPassword()?.hash.text
            #expect(imported == PredecessorSample.passwordHash)
            #expect(await harness.run("admin", "check-password", input: "wrong horse 9!").exitCode == 1)
            #expect(await harness.run("admin", "check-password", input: PredecessorSample.password).exitCode == 0)
            let better = try await store.adminPassword()?.hash.text
            #expect(better?.hasPrefix("$scrypt$") == true)
            let again = await Self.run(harness)
            #expect(try again.json()["changed"] == false)
            #expect(try await store.adminPassword()?.hash.text == better)
            #expect(await harness.run("admin", "check-password", input: PredecessorSample.password).exitCode == 0)
        }
    }

    @Test("changes nothing the second time, and leaves alone what the operator changed meanwhile")
    func twice() async throws {
        try await withHarness { harness in
            try PredecessorSample.make(at: harness.directory + "/old.db")
            #expect(await Self.run(harness).exitCode == 0)
            let store = try harness.store()
            let first = try await Self.everything(store)
            let second = await Self.run(harness)
            #expect(try second.json()["changed"] == false)
            #expect(try await Self.everything(store) == first)
            let figures = try Self.figures(second)
            #expect(figures.values.allSatisfy { $0.taken == 0 })
            #expect(figures["user_tokens"]?.present == 3 && figures["audit_logs"]?.present == 3)

            _ = try await store.setToken(APITokenID(rawValue: 1), state: .revoked)
            _ = try await store.setPlaybook(PlaybookID(rawValue: 2), tenant: .default, enabled: true)
            #expect(await harness.run("config", "set", "SOAR_TIMEOUT", "60").exitCode == 0)
            #expect(await harness.run("config", "unset", "API_TOKEN").exitCode == 0)
            let changed = try await Self.everything(store)
            let third = await Self.run(harness, "--time-zone", "UTC")
            // Only what was taken away comes back.
            #expect(try Self.figures(third).values.map(\.taken).reduce(0, +) == 1)
            let after = try await Self.everything(store)
            #expect(after[0] == changed[0] && after[1] == changed[1] && after[3] == changed[3])
            // The audit log is longer by the record of this import.
            #expect(after[4].hasSuffix(changed[4].dropFirst()) && after[5...] == changed[5...])
        }
    }

    @Test("brings nothing back that was taken over once: a revoked token that was deleted, pruned records")
    func deletedMeanwhile() async throws {
        try await withHarness { harness in
            try PredecessorSample.make(at: harness.directory + "/old.db")
            #expect(await Self.run(harness).exitCode == 0)
            #expect(await harness.run("token", "revoke", "1").exitCode == 0)
            let later = CommandHarness.now.addingTimeInterval(60)
            let purged = await harness.run(["token", "purge", "--revoked-for", "0s"], now: later)
            #expect(purged.output.contains("1 tokens"))
            #expect(await harness.run("audit", "prune", "--keep", "1").exitCode == 0)
            let store = try harness.store()
            let before = try await Self.everything(store)
            let again = await Self.run(harness)
            #expect(again.exitCode == 0)
            let figures = try Self.figures(again)
            #expect(figures["user_tokens"] == Figures(read: 5, taken: 0, present: 3, skipped: 2))
            #expect(figures["audit_logs"] == Figures(read: 4, taken: 0, present: 3, skipped: 1))
            #expect(try await Self.everything(store) == before)
            #expect(try await store.token(hash: APITokenHash(of: PredecessorSample.active)) == nil)
        }
    }

    @Test("only says what it would do when it is a trial, and makes neither database nor key")
    func trial() async throws {
        try await withHarness { harness in
            try PredecessorSample.make(at: harness.directory + "/old.db")
            let before = try Self.content(harness.directory)
            let trial = await Self.run(harness, "--dry-run")
            #expect(trial.exitCode == 0)
            #expect(try trial.json()["dryRun"] == true)
            #expect(try Self.figures(trial)["user_tokens"]?.taken == 3)
            #expect(try Self.content(harness.directory) == before)
            let store = try harness.store()
            let empty = try await Self.everything(store)
            #expect(await Self.run(harness, "--dry-run").exitCode == 0)
            #expect(try await Self.everything(store) == empty)
            #expect(!FileManager.default.fileExists(atPath: harness.directory + "/soar_mcp.db.key"))
        }
    }

    @Test("gives a token another name where its own is taken, and switches off what was off")
    func conflicts() async throws {
        try await withHarness { harness in
            try PredecessorSample.make(
                at: harness.directory + "/old.db", then: "token(9, 'C' * 43, '分析 ✓ analyst', 1, 0, None, None, None)")
            #expect(await harness.run("token", "create", "分析 ✓ analyst").exitCode == 0)
            let store = try harness.store()
            let known = [2, 1_907_203_516_548_373].map { id in
                Playbook(id: PlaybookID(rawValue: Int64(id)), name: "ours", displayName: "Ours")
            }
            _ = try await store.replacePlaybooks(known, tenant: .default, at: CommandHarness.now)
            let text = await harness.run("import", "old.db")
            #expect(text.exitCode == 0 && text.output.contains("分析 ✓ analyst (imported)"))
            let names = try await store.tokens(tenant: nil).map(\.name)
            #expect(names.contains("分析 ✓ analyst (imported)") && names.contains("分析 ✓ analyst (imported 2)"))
            let two = try #require(try await store.playbook(PlaybookID(rawValue: 2), tenant: .default))
            #expect(!two.isEnabled && two.playbook.displayName == "Ours")
        }
    }

    @Test("reads what is still in a write-ahead log, and leaves that as it was")
    func writeAheadLog() async throws {
        try await withHarness { harness in
            let folder = harness.directory + "/old"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            try PredecessorSample.make(
                at: folder + "/old.db",
                then: """
                    db.execute("PRAGMA journal_mode = WAL")
                    db.execute("UPDATE user_tokens SET name = 'in the log' WHERE id = 1")
                    os._exit(0)
                    """)
            let before = try Self.content(folder)
            #expect(before["old.db-wal"]?.isEmpty == false)
            #expect(await Self.run(harness, source: "old/old.db").exitCode == 0)
            #expect(try Self.content(folder) == before)
            #expect(try await harness.tokens().map(\.name).contains("in the log"))
            let names = try FileManager.default.contentsOfDirectory(atPath: harness.directory)
            #expect(!names.contains { $0.hasPrefix("import-") })
        }
    }

    @Test(
        "refuses what is no sound database of the predecessor, and changes nothing",
        arguments: [
            ("db.execute('ALTER TABLE user_tokens DROP COLUMN expires_at')", "has no column expires_at"),
            ("db.execute('DROP TABLE audit_logs')", "has no table audit_logs"),
            ("db.execute('PRAGMA application_id = 0x534F4152')", "a database of soar-mcp itself"),
            ("db.close(); os.truncate(path, 8192)", "damaged"),
            ("db.close(); f = open(path, 'r+b'); f.seek(4096); f.write(os.urandom(20000)); f.close()", "damaged"),
            ("db.close(); os.truncate(path, 0)", "is no database"),
            ("db.close(); f = open(path, 'wb'); f.write(b'text ' * 1000); f.close()", "is no SQLite database"),
            ("db.close(); os.remove(path)", "There is no file"),
        ])
    func refused(_ change: String, _ words: String) async throws {
        try await withHarness { harness in
            try PredecessorSample.make(at: harness.directory + "/old.db", then: change)
            #expect(await harness.run("token", "create", "here").exitCode == 0)
            let store = try harness.store()
            let before = try await Self.everything(store)
            let outcome = await Self.run(harness)
            #expect(outcome.exitCode == 1 && outcome.remarks.contains(words), "\(outcome.remarks)")
            #expect(outcome.output.isEmpty)
            #expect(try await Self.everything(store) == before)
            for secret in PredecessorSample.secrets { #expect(!outcome.remarks.contains(secret)) }
        }
    }

    @Test("leaves out a masked token, a bad value and a hash of version 1.0, and says so")
    func leftOut() async throws {
        try await withHarness { harness in
            try PredecessorSample.make(
                at: harness.directory + "/old.db",
                then: """
                    db.execute("UPDATE system_config SET value = '987654****3210' WHERE key = 'soar_api_token'")
                    db.execute("UPDATE system_config SET value = '9999' WHERE key = 'soar_timeout'")
                    db.execute("UPDATE admin_passwords SET password_hash = ?", ("a" * 64,))
                    """)
            let outcome = await Self.run(harness)
            #expect(outcome.exitCode == 0)
            let remarks = try outcome.json()["tables"]?.arrayValue?.flatMap { $0["remarks"]?.arrayValue ?? [] } ?? []
            let reasons = Set(remarks.compactMap { $0["reason"]?.stringValue })
            #expect(
                reasons == ["masked", "invalid", "passwordHash", "notUsed", "tokenForm", "expiry", "unreadable"])
            #expect(await harness.run("import", "old.db", "--time-zone", "Mars/Base").exitCode == 64)
        }
    }
}
