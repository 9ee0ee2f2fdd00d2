//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("token rotate")
struct TokenRotateTests {
    @Test("prints a new token once, says how long the old one works, and keeps the permissions")
    func rotate() async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "ci", "--deny", "id:7", "--owner", "Ann").exitCode == 0)
            let rotated = await harness.run("token", "rotate", "ci", "--grace", "2h")
            #expect(rotated.exitCode == 0, "\(rotated.remarks)")
            let text = rotated.output.trimmingBlanks()
            let secret = try #require(APITokenSecret(text))
            let store = try harness.store()
            let fresh = try #require(try await store.token(hash: secret.hash))
            #expect(fresh.name == "ci" && fresh.owner == "Ann" && fresh.restrictions.playbooks.count == 1)
            #expect(rotated.remarks.contains("works until"))
            let old = try #require(try await store.token(id: APITokenID(rawValue: 1)))
            #expect(old.succession.successor == fresh.id)
            #expect(old.succession.graceEndsAt == CommandHarness.now.addingTimeInterval(7200))
            // The name leads to the new one; the old one is told by its number.
            let shown = try await harness.run("token", "show", "ci", "--json").json()
            #expect(shown["id"] == .integer(fresh.id.rawValue))
            let list = await harness.run("token", "list").output
            #expect(list.contains("in grace"))
            let again = await harness.run("token", "rotate", "1")
            #expect(again.exitCode == 1 && again.remarks.contains("replaced already"))
            let records = try await store.auditRecords(AuditQuery()).map(\.action)
            #expect(records == ["token.rotate", "token.create"])
        }
    }

    @Test(
        "stopping a token stops the one before it too, which still works for its grace",
        arguments: ["revoke", "disable"])
    func stopping(_ command: String) async throws {
        try await withHarness { harness in
            for name in ["ci", "other"] { #expect(await harness.run("token", "create", name).exitCode == 0) }
            for _ in 0..<2 { #expect(await harness.run("token", "rotate", "ci", "--grace", "2h").exitCode == 0) }
            let stopped = await harness.run("token", command, "ci")
            #expect(stopped.exitCode == 0 && stopped.remarks.contains("Token 1 \"ci\", which it replaced"))
            let state: APIToken.State = command == "revoke" ? .revoked : .disabled
            let tokens = try await harness.tokens()
            #expect(tokens.filter { $0.name == "ci" }.map(\.state) == [state, state, state])
            #expect(tokens.filter { $0.name == "other" }.map(\.state) == [.enabled])
            let records = try await harness.store().auditRecords(AuditQuery())
            #expect(records.count { $0.action == "token.\(command)" } == 3)
            if command == "disable" {
                // What was replaced stays off: nobody asked for it.
                #expect(await harness.run("token", "enable", "ci").exitCode == 0)
                let enabled = try await harness.tokens().filter { $0.state == .enabled }.map(\.id.rawValue)
                #expect(enabled == [4, 2])
            }
        }
    }

    @Test(
        "many that are revoked take with them what they replaced; a trial says so, and nothing means nobody",
        arguments: [("--prefix", ["", "s", "soar_"]), ("--owner", ["", "  "])])
    func revokingMany(_ option: String, _ everybody: [String]) async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "ci", "--owner", "Ann").exitCode == 0)
            #expect(await harness.run("token", "create", "other").exitCode == 0)
            #expect(await harness.run("token", "rotate", "ci", "--grace", "2h").exitCode == 0)
            for value in everybody {
                #expect(await harness.run("token", "revoke-many", option, value, "--yes").exitCode == 64)
            }
            let fresh = try #require(try await harness.tokens().first { $0.id.rawValue == 3 })
            // Changed after the rotation, so that only the new one is meant by its owner.
            #expect(await harness.run("token", "change", "1", "--owner", "Bob").exitCode == 0)
            if option == "--prefix" {
                // As the list shows it, and the whole token, of which no more is known.
                for shown in [fresh.prefix + "…", fresh.prefix + "...", fresh.prefix + "AAAAAAAAAA"] {
                    let trial = await harness.run("token", "revoke-many", option, shown)
                    #expect(trial.remarks.contains("2 tokens would be revoked"), "\(trial.remarks)")
                }
                #expect(await harness.run("token", "revoke-many", option, "soar_…", "--yes").exitCode == 64)
            }
            let selector = [option, option == "--prefix" ? fresh.prefix : "Ann"]
            let trial = await harness.run(["token", "revoke-many"] + selector)
            #expect(trial.remarks.contains("2 tokens would be revoked"), "\(trial.remarks)")
            #expect(trial.output.contains("1 ci") && trial.output.contains("3 ci") && !trial.output.contains("other"))
            let done = await harness.run(["token", "revoke-many", "--yes"] + selector)
            #expect(done.remarks.contains("2 tokens are revoked"))
            let revoked = try await harness.tokens().filter { $0.state == .revoked }.map(\.id.rawValue).sorted()
            #expect(revoked == [1, 3])
        }
    }

    @Test("a change is one of the token before it too, as long as that works for its grace")
    func changing() async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "ci", "--expires-in-days", "3").exitCode == 0)
            #expect(await harness.run("token", "rotate", "ci", "--grace", "2h").exitCode == 0)
            let changed = await harness.run(
                "token", "change", "ci", "--read-only", "--owner", "Ann", "--name", "cd", "--expires-in-days", "50")
            #expect(changed.exitCode == 0 && changed.remarks.contains("Token 1 \"ci\", which it replaced"))
            var old = try #require(try await harness.tokens().last)
            #expect(old.id.rawValue == 1 && old.restrictions.isReadOnly && old.owner == "Ann")
            // Its name and its end are its own; the end can only come nearer.
            #expect(old.name == "ci" && old.expiresAt == CommandHarness.now.addingTimeInterval(3 * 86_400))
            #expect(await harness.run("token", "change", "cd", "--expires-in-days", "1").exitCode == 0)
            old = try #require(try await harness.tokens().last)
            #expect(old.expiresAt == CommandHarness.now.addingTimeInterval(86_400))
            let later = CommandHarness.now.addingTimeInterval(7201)
            #expect(await harness.run(["token", "change", "cd", "--unrestricted"], now: later).remarks.isEmpty)
            #expect(try await harness.tokens().last?.restrictions.isReadOnly == true)
            let records = try await harness.store().auditRecords(AuditQuery()).filter { $0.action == "token.change" }
            #expect(records.map(\.resource).filter { $0 == "soar://tokens/1" }.count == 2)
        }
    }

    @Test("one in grace is spoken of before its end, and that it was replaced")
    func notice() async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "ci", "--never-expires").exitCode == 0)
            #expect(await harness.run("token", "rotate", "ci", "--grace", "30d", "--never-expires").exitCode == 0)
            #expect(await harness.run("token", "list").output.contains("(was replaced, in 30 d!)"))
            let near = try await harness.run("token", "list", "--expiring-within", "31d", "--json").json()
            #expect(near.arrayValue?.count == 1 && near[0]?["id"] == 1 && near[0]?["expiresInDays"] == 30)
            let over = await harness.run(["token", "list"], now: CommandHarness.now.addingTimeInterval(31 * 86_400))
            #expect(over.output.contains("replaced") && !over.output.contains("was replaced"))
        }
    }

    @Test("takes a grace that is one", arguments: ["91d", "x", "-1h", "2027-01-01"])
    func badGrace(_ grace: String) async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "ci").exitCode == 0)
            let refused = await harness.run("token", "rotate", "ci", "--grace", grace)
            #expect(refused.exitCode == 64 && refused.remarks.contains("24h"), "\(refused.remarks)")
            let tokens = try await harness.tokens()
            #expect(tokens.count == 1)
        }
    }
}
