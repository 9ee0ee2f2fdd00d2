//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@testable import soar_mcp

@Suite("token list, show, enable, disable and revoke")
struct TokenStateTests {
    @Test(
        "show no secret, in no form",
        arguments: [["list"], ["list", "--json"], ["show", "a"], ["show", "1", "--json"]])
    func noSecret(_ arguments: [String]) async throws {
        try await withHarness { harness in
            let created = await harness.run("token", "create", "a").output
            let secret = try #require(APITokenSecret(created.dropLast()))
            let outcome = await harness.run(["token"] + arguments)
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains(secret.prefix))
            #expect(!outcome.output.contains(secret.exposed.prefix(secret.prefix.count + 1)))
        }
    }

    @Test("go through the states, and revoked is for ever")
    func states() async throws {
        try await withHarness { harness in
            _ = await harness.run("token", "create", "a")
            func status() async throws -> String? {
                try await harness.run("token", "show", "a", "--json").json()["status"]?.stringValue
            }
            try await #require(status() == "enabled")
            #expect(await harness.run("token", "disable", "a").output == "Token 1 \"a\" is now disabled.\n")
            try await #require(status() == "disabled")
            #expect(await harness.run("token", "enable", "1").exitCode == 0)
            try await #require(status() == "enabled")
            let revoked = await harness.run("token", "revoke", "a", "--json")
            let revokedJSON = try revoked.json()
            #expect(revokedJSON["state"] == "revoked")
            let again = await harness.run("token", "enable", "a")
            #expect(again.exitCode == 1)
            #expect(again.remarks.contains("is revoked and stays so"))
            try await #require(status() == "revoked")
        }
    }

    @Test("say that a token has expired")
    func expired() async throws {
        try await withHarness { harness in
            _ = await harness.run("token", "create", "a", "--expires-in-days", "1")
            let later = CommandHarness.now.addingTimeInterval(2 * 86400)
            let list = await harness.run(["token", "list", "--json"], now: later)
            let listJSON = try list.json()
            #expect(listJSON[0]?["status"] == "expired")
        }
    }

    @Test("take the token itself, or one line of standard input, and show it nowhere")
    func itself() async throws {
        try await withHarness { harness in
            try PredecessorSample.make(at: harness.directory + "/old.db")
            #expect(await harness.run("import", "old.db").exitCode == 0)
            let created = await harness.run("token", "create", "a").output.trimmingBlanks()
            for token in [created, PredecessorSample.active] {
                for (word, input) in [(token, String?.none), ("-", token), ("-", " \(token) ")] {
                    for command in [
                        ["show", word], ["disable", word], ["enable", word], ["change", word, "--owner", "Ann"],
                    ] {
                        let outcome = await harness.run(["token"] + command, input: input)
                        #expect(outcome.exitCode == 0, "\(command[0]) \(outcome.remarks)")
                        #expect(!(outcome.output + outcome.remarks).contains(token))
                    }
                    let known = try #require(try await harness.store().token(hash: APITokenHash(of: token)))
                    let records = await harness.run(["audit", "list", "--token", word, "--json"], input: input)
                    let same = await harness.run("audit", "list", "--token", "\(known.id)", "--json")
                    #expect(records.exitCode == 0 && records.output == same.output)
                }
                #expect(await harness.run("token", "revoke", "-", input: token).exitCode == 0)
                #expect(await harness.run("token", "can", token, "call").output.contains("taken back"))
            }
            let other = APITokenSecret().exposed
            for command in [["token", "show", other], ["audit", "list", "--token", other]] {
                let outcome = await harness.run(command)
                #expect(outcome.exitCode == 1 && outcome.remarks.contains("Nobody here has issued"))
                #expect(!outcome.remarks.contains(other))
            }
        }
    }

    @Test("enable refuses what was replaced and is over, and says where a token has expired")
    func enablingInVain() async throws {
        try await withHarness { (harness) async throws in
            _ = await harness.run("token", "create", "ci", "--expires-in-days", "10")
            #expect(await harness.run("token", "rotate", "ci", "--grace", "2h", "--expires-in-days", "1").exitCode == 0)
            for id in ["1", "2"] { #expect(await harness.run("token", "disable", id).exitCode == 0) }
            // Within the grace it works again.
            #expect(await harness.run("token", "enable", "1").output.contains("is now enabled"))
            #expect(await harness.run("token", "disable", "1").exitCode == 0)
            let later = CommandHarness.now.addingTimeInterval(2 * 86_400)
            let refused = await harness.run(["token", "enable", "1"], now: later)
            #expect(refused.exitCode == 1 && refused.remarks.contains("was replaced by token 2"), "\(refused.remarks)")
            let expired = await harness.run(["token", "enable", "2"], now: later)
            #expect(expired.exitCode == 0 && expired.remarks.contains("has expired and stays refused"))
            #expect(try await harness.tokens().map(\.state) == [.enabled, .disabled])
        }
    }

    @Test("list the candidates for a name that nobody has")
    func unknown() async throws {
        try await withHarness { harness in
            _ = await harness.run("token", "create", "laptop")
            _ = await harness.run("token", "create", "server")
            let near = await harness.run("token", "revoke", "labtop")
            #expect(near.exitCode == 1)
            #expect(near.remarks.contains("1 laptop (default, enabled, soar_"))
            #expect(!near.remarks.contains("server"))
            let far = await harness.run("token", "revoke", "99")
            #expect(far.exitCode == 1)
            #expect(far.remarks.contains("1 laptop") && far.remarks.contains("2 server"))
            // What is short is near to nothing that it has no letter in common with.
            _ = await harness.run("token", "create", "😀")
            let short = await harness.run("token", "show", "0")
            #expect(short.exitCode == 1 && short.remarks.contains("1 laptop") && short.remarks.contains("3 😀"))
            let tokens = try await harness.tokens()
            #expect(tokens.allSatisfy { $0.state == .enabled })
        }
    }

    @Test("ask for the number where several revoked tokens have the name, and prefer one that is not revoked")
    func ambiguous() async throws {
        try await withHarness { harness in
            for _ in 0..<2 {
                _ = await harness.run("token", "create", "a")
                _ = await harness.run("token", "revoke", "a")
            }
            let several = await harness.run("token", "show", "a")
            #expect(several.exitCode == 1)
            #expect(
                several.remarks.contains("1 a (default, revoked") && several.remarks.contains("2 a (default, revoked"))
            _ = await harness.run("token", "create", "a")
            let current = await harness.run("token", "show", "a", "--json")
            let currentJSON = try current.json()
            #expect(currentJSON["id"] == 3)
        }
    }

    @Test(
        "refuse a database that isn't there instead of making one",
        arguments: [["list"], ["show", "a"], ["enable", "a"], ["disable", "a"], ["revoke", "a"]])
    func missingDatabase(_ arguments: [String]) async throws {
        try await withHarness { harness in
            let outcome = await harness.run(["token"] + arguments + ["--database", "other.db"])
            #expect(outcome.exitCode == 1)
            #expect(outcome.remarks.contains("other.db"))
            #expect(outcome.remarks.filter(\.isNewline).count == 1)
        }
    }
}
