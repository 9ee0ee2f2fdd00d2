//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("token create, change and role")
struct TokenPermissionTests {
    @Test("A token is made with all that narrows it, and every step is on record with who took it")
    func create() async throws {
        try await withHarness { harness in
            let made = await harness.run(
                "token", "create", "bot", "--owner", "Ann", "--allow", "name:block_*", "--deny", "label:prod",
                "--deny-run", "id:9", "--parameter", "ip not-in 10.0.0.0/8", "--parameter", "id:7 level in low,medium",
                "--from", "192.0.2.0/24", "--window", "mon-fri 08:00-18:00 Asia/Shanghai", "--max-executions",
                "100/day",
                "--concurrency", "3", "--own-executions", "--json")
            #expect(made.exitCode == 0, "\(made.remarks)")
            let token = try #require(try await harness.tokens().first)
            #expect(token.owner == "Ann")
            #expect(
                token.restrictions.playbooks.map(\.description) == [
                    "allow run: name:block_*", "deny see: label:prod", "deny run: id:9",
                ])
            #expect(
                token.restrictions.parameters.map(\.description) == [
                    "deny ip of * in 10.0.0.0/8", "allow level of id:7 one of low, medium",
                ])
            #expect(token.restrictions.addresses.map(\.description) == ["192.0.2.0/24"])
            #expect(token.restrictions.executions.map(\.description) == ["100/day"])
            #expect(token.restrictions.concurrency == 3 && token.restrictions.followsOwnExecutionsOnly)
            let records = try await harness.store().auditRecords(AuditQuery())
            #expect(records.map(\.action) == ["token.create"])
            #expect(records.first?.tokenName == "cli:test")
            let secret = try #require(try made.json()["token"]?.stringValue)
            #expect(records.first?.parameters?.text().contains(secret) == false)
        }
    }

    @Test(
        "What can't be is refused with what is accepted, and no token is made",
        arguments: [
            (["--allow", "block"], "name:NAME"), (["--deny", "id:x"], "id:NUMBER"),
            (["--from", "10.1.2.3/8"], "10.0.0.0/8"),
            (["--window", "noon"], "mon-fri"), (["--max-executions", "-1/day"], "100/day"),
            (["--max-executions", "-1/hour"], "100/day"), (["--max-executions", "+5/day"], "100/day"),
            (["--concurrency", "-1"], "1 to"), (["--concurrency", "+1"], "1 to"),
            (["--expires-in-days", "-3"], "1 to 3650"),
            (["--expires", "9999-12-31"], "3650 days"),
            (["--max-executions", "5"], "100/day"), (["--concurrency", "0"], "1 to"),
            (["--parameter", "ip 10.0.0.0/8"], "not-in"),
            (["--parameter", "ip not-in 10.0.0.0/8,10.1.2.3/8"], "'10.1.2.3/8' is no block"),
            (["--parameter", "ip not-in 10.0.0.0/33"], "'10.0.0.0/33' is no block"),
            (["--parameter", "ip not-in 10.0.0.0/8,intranet"], "'intranet' is no block"),
            (["--parameter", "ip not-in 10.0.0.0/8,"], "not-in"),
            (["--parameter", "ip like ("], "pattern"), (["--role", "boss"], "viewer, analyst"),
            (["--role", "viewer", "--scope", "admin"], "not both"), (["--tenant", "nowhere"], "default"),
            (["--restrictions", "missing.json"], "no such file"),
            (["--expires-in-days", "0"], "1 to"),
            (["--expires", "2001-01-01"], "passed"),
        ] as [([String], String)])
    func refused(_ options: [String], _ accepted: String) async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "good").exitCode == 0)
            let outcome = await harness.run(["token", "create", "bad"] + options)
            #expect(outcome.exitCode != 0)
            #expect(outcome.remarks.contains(accepted), "\(outcome.remarks)")
            let names = try await harness.tokens().map(\.name)
            #expect(names == ["good"])
        }
    }

    @Test("Restrictions come from a file too; one that says what nobody knows is refused")
    func file() async throws {
        try await withHarness { harness in
            try harness.write(#"{"readOnly": true, "addresses": ["::1"]}"#, to: "r.json")
            try harness.write(#"{"readOnly": true, "adresses": ["::1"]}"#, to: "typo.json")
            #expect(await harness.run("token", "create", "a", "--restrictions", "r.json").exitCode == 0)
            #expect(try await harness.tokens().first?.restrictions.isReadOnly == true)
            let outcome = await harness.run("token", "create", "b", "--restrictions", "typo.json")
            #expect(outcome.exitCode == 1 && outcome.remarks.contains("adresses"))
        }
    }

    @Test("A change replaces what is said and leaves the rest")
    func change() async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "a", "--deny", "id:9", "--owner", "Ann").exitCode == 0)
            #expect(await harness.run("token", "change", "a", "--allow", "id:7", "--role", "responder").exitCode == 0)
            var token = try #require(try await harness.tokens().first)
            #expect(token.restrictions.playbooks.map(\.description) == ["allow run: id:7"])
            #expect(token.role == .responder && token.owner == "Ann" && token.expiresAt != nil)
            #expect(await harness.run("token", "change", "a", "--unrestricted", "--never-expires").exitCode == 0)
            token = try #require(try await harness.tokens().first)
            #expect(token.restrictions.isEmpty && token.expiresAt == nil)
            let nothing = await harness.run("token", "change", "a")
            #expect(nothing.exitCode == 1 && nothing.remarks.contains("Nothing was said"))
            #expect(await harness.run("token", "revoke", "a").exitCode == 0)
            #expect(await harness.run("token", "change", "1", "--owner", "Bob").exitCode == 1)
        }
    }

    @Test("Roles are set for many tokens at once, and stay as long as a token has them")
    func roles() async throws {
        try await withHarness { harness in
            #expect(
                await harness.run("role", "set", "night", "--scope", "playbooks:read", "--deny", "id:7").exitCode == 0)
            #expect(await harness.run("token", "create", "a", "--role", "night").exitCode == 0)
            #expect(await harness.run("role", "list").output.contains("night"))
            let json = try await harness.run("role", "show", "night", "--json").json()
            #expect(json["scopes"] == ["playbooks:read"] && json["builtIn"] == false)
            let used = await harness.run("role", "remove", "night")
            #expect(used.exitCode == 1 && used.remarks.contains("1 tokens have"))
            #expect(await harness.run("token", "revoke", "a").exitCode == 0)
            let shown = await harness.run("role", "show", "night")
            #expect(shown.output.contains("playbooks:read") && !shown.output.contains("{\n"))
            let removed = try await harness.run("role", "remove", "night", "--json").json()
            #expect(removed == ["name": "night", "removed": true])
            #expect(await harness.run("role", "remove", "viewer").exitCode == 1)
            let builtIn = await harness.run("role", "set", "viewer")
            #expect(builtIn.exitCode == 1 && builtIn.remarks.hasPrefix("Error: The role \"viewer\" is built in"))
            #expect(await harness.run("role", "set", "Big Boss").exitCode != 0)
        }
    }

    @Test("What is not said of a role that is there stays as it is")
    func roleChange() async throws {
        try await withHarness { harness in
            #expect(
                await harness.run(
                    "role", "set", "night", "--scope", "playbooks:read", "--deny", "id:7", "--description", "watch"
                ).exitCode == 0)
            func role() async throws -> Role? { try await harness.store().roles(tenant: .default).first }
            #expect(await harness.run("role", "set", "night", "--description", "late watch").exitCode == 0)
            var found = try #require(try await role())
            #expect(found.scopes == [.playbooksRead] && found.restrictions.playbooks.count == 1)
            #expect(found.summary == "late watch")
            #expect(await harness.run("role", "set", "night", "--scope", "executions:read").exitCode == 0)
            found = try #require(try await role())
            #expect(found.scopes == [.executionsRead] && found.restrictions.playbooks.count == 1)
            #expect(await harness.run("role", "set", "night", "--unrestricted").exitCode == 0)
            found = try #require(try await role())
            #expect(found.restrictions.isEmpty && found.summary == "late watch")
        }
    }

    @Test("Many are revoked by what is said of them, only when one says yes; long revoked ones go")
    func many() async throws {
        try await withHarness { harness in
            for (name, owner) in [("a", "Ann"), ("b", "Ann"), ("c", "Bob")] {
                #expect(await harness.run("token", "create", name, "--owner", owner).exitCode == 0)
            }
            #expect(await harness.run("token", "revoke-many").exitCode != 0)
            let asked = await harness.run("token", "revoke-many", "--owner", "Ann")
            #expect(asked.exitCode == 0 && asked.remarks.contains("2 tokens would be revoked"))
            var tokens = try await harness.tokens()
            #expect(tokens.allSatisfy { $0.state == .enabled })
            #expect(await harness.run("token", "revoke-many", "--owner", "Ann", "--yes").exitCode == 0)
            tokens = try await harness.tokens()
            #expect(tokens.filter { $0.state == .revoked }.map(\.name).sorted() == ["a", "b"])
            #expect(await harness.run("token", "purge").output.contains("0 tokens"))
            let later = CommandHarness.now.addingTimeInterval(366 * 86_400)
            #expect(await harness.run(["token", "purge"], now: later).output.contains("2 tokens"))
            tokens = try await harness.tokens()
            #expect(tokens.map(\.name) == ["c"])
        }
    }

    @Test("A rule that names a playbook which is not there is refused, with what comes near")
    func unknownPlaybooks() async throws {
        try await withHarness { harness in
            let early = await harness.run("token", "create", "early", "--deny", "id:99")
            #expect(early.exitCode == 0 && early.remarks.contains("playbook sync"))
            let store = try harness.store()
            let playbook = Playbook(id: PlaybookID(rawValue: 7), name: "block_ip", displayName: "Block IP")
            _ = try await store.replacePlaybooks([playbook], tenant: .default, at: CommandHarness.now)
            for (rule, words) in [
                (["--deny", "id:8"], "id:8"), (["--allow", "name:block_id"], "block_ip"),
                (["--deny-run", "name:nothing like it"], "playbook list"),
                (["--parameter", "id:99 ip not-in 10.0.0.0/8"], "id:99"),
            ] {
                for command in [["token", "create", "a"], ["token", "change", "early"], ["role", "set", "r"]] {
                    let refused = await harness.run(command + rule)
                    #expect(refused.exitCode == 1 && refused.remarks.contains(words), "\(command) \(refused.remarks)")
                }
            }
            for rule in ["id:7", "name:block_ip", "name:BLOCK IP", "name:later_*", "label:later", "category:x", "*"] {
                let taken = await harness.run("token", "create", "t \(rule.count)\(rule.prefix(9))", "--deny", rule)
                #expect(taken.exitCode == 0, "\(rule): \(taken.remarks)")
            }
            let forced = await harness.run("token", "create", "b", "--deny", "id:8", "--unknown-playbooks")
            #expect(forced.exitCode == 0)
        }
    }

    @Test("A rule for a parameter that none of its playbooks has is refused, with what comes near")
    func unknownParameters() async throws {
        try await withHarness { harness in
            let early = await harness.run("token", "create", "early", "--parameter", "pi not-in 10.0.0.0/8")
            #expect(early.exitCode == 0 && early.remarks.contains("parameters could not be looked up"))
            let store = try harness.store()
            let block = Playbook(
                id: PlaybookID(rawValue: 7), name: "block_ip", displayName: "Block IP",
                parameters: [PlaybookParameter(name: "address")])
            let check = Playbook(
                id: PlaybookID(rawValue: 8), name: "check_ip", displayName: "Check IP",
                parameters: [PlaybookParameter(name: "ip")])
            _ = try await store.replacePlaybooks([block, check], tenant: .default, at: CommandHarness.now)
            for rule in [
                "adress not-in 10.0.0.0/8", "Address not-in 10.0.0.0/8", "id:8 address not-in 10.0.0.0/8",
                "name:check_* address like x",
            ] {
                for command in [["token", "create", "a"], ["token", "change", "early"], ["role", "set", "r"]] {
                    let refused = await harness.run(command + ["--parameter", rule])
                    #expect(refused.exitCode == 1 && refused.remarks.contains("has a parameter"), "\(refused.remarks)")
                }
            }
            let near = await harness.run("token", "create", "a", "--parameter", "adress not-in 10.0.0.0/8")
            #expect(near.remarks.contains("Did you mean address?"))
            for (number, rule) in [
                "address not-in 10.0.0.0/8", "ip in 192.0.2.1", "id:7 address like x", "name:later_* what in x",
            ].enumerated() {
                let taken = await harness.run("token", "create", "t\(number)", "--parameter", rule)
                #expect(taken.exitCode == 0, "\(rule): \(taken.remarks)")
            }
            let forced = await harness.run(
                "token", "create", "b", "--parameter", "later in x", "--unknown-playbooks")
            #expect(forced.exitCode == 0)
            // Of one of them the parameters are not known yet.
            let bare = Playbook(id: PlaybookID(rawValue: 9), name: "bare", displayName: "Bare")
            _ = try await store.replacePlaybooks([block, check, bare], tenant: .default, at: CommandHarness.now)
            #expect(await harness.run("token", "create", "c", "--parameter", "later in x").exitCode == 0)
        }
    }

    @Test("A list warns of tokens that are about to expire")
    func warning() async throws {
        try await withHarness { harness in
            #expect(await harness.run("token", "create", "soon", "--expires-in-days", "5").exitCode == 0)
            #expect(await harness.run("token", "create", "late").exitCode == 0)
            let list = await harness.run("token", "list").output
            #expect(list.contains("(in 5 d!)") && !list.contains("(in 90 d"))
            let near = try await harness.run("token", "list", "--expiring-within", "10d", "--json").json()
            #expect(near.arrayValue?.compactMap { $0["name"]?.stringValue } == ["soon"])
        }
    }
}
