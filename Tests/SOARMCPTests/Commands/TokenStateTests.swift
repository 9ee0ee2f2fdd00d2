//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
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
