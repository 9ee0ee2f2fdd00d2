//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import SOARCore
import Testing

@testable import soar_mcp

@Suite("token create")
struct TokenCreateTests {
    @Test("prints one line, which is a valid token, and stores it for 90 days with the standard scopes")
    func printsTheToken() async throws {
        try await withHarness { harness in
            let outcome = await harness.run("token", "create", "laptop", "--description", "Alice")
            #expect(outcome.exitCode == 0)
            let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == 2 && lines[1].isEmpty)
            let secret = try #require(APITokenSecret(lines[0]))
            #expect(!outcome.remarks.contains(secret.exposed))
            let stored = try #require(try await harness.store().token(hash: secret.hash))
            #expect(stored.name == "laptop")
            #expect(stored.summary == "Alice")
            #expect(stored.tenant == .default)
            #expect(stored.scopes == Scope.standard)
            #expect(stored.state == .enabled)
            #expect(stored.createdAt == CommandHarness.now)
            #expect(stored.expiresAt == CommandHarness.now.addingTimeInterval(90 * 86400))
        }
    }

    @Test("with --json prints an object with the token in it")
    func json() async throws {
        try await withHarness { harness in
            let outcome = await harness.run("token", "create", "laptop", "--json", "--never-expires")
            let object = try outcome.json()
            let secret = try #require(object["token"]?.stringValue.flatMap { APITokenSecret($0) })
            #expect(object["prefix"]?.stringValue == secret.prefix)
            #expect(object["id"] == 1)
            #expect(object["name"] == "laptop")
            #expect(object["expiresAt"] == .null)
            #expect(outcome.remarks.contains("never expires"))
        }
    }

    @Test(
        "takes the time of expiry in each way",
        arguments: [
            (["--expires-in-days", "7"], CommandHarness.now.addingTimeInterval(7 * 86400)),
            (["--expires", "2027-02-01"], Date(timeIntervalSince1970: 1_801_440_000)),
            (["--expires", "2027-02-01T08:00:00+08:00"], Date(timeIntervalSince1970: 1_801_440_000)),
            (["--never-expires"], nil),
        ] as [([String], Date?)])
    func expiry(_ options: [String], _ expected: Date?) async throws {
        try await withHarness { harness in
            let outcome = await harness.run(["token", "create", "a"] + options)
            #expect(outcome.exitCode == 0)
            let tokens = try await harness.tokens()
            #expect(tokens.map(\.expiresAt) == [expected])
        }
    }

    @Test("takes scopes and a tenant")
    func scopes() async throws {
        try await withHarness { harness in
            let outcome = await harness.run(
                "token", "create", "a", "--scope", "playbooks:read", "--scope", "admin", "--tenant", "default")
            #expect(outcome.exitCode == 0)
            let tokens = try await harness.tokens()
            #expect(tokens.map(\.scopes) == [[.playbooksRead, .admin]])
        }
    }

    @Test(
        "refuses wrong usage with 64 and makes nothing",
        arguments: [
            ["token", "create"], ["token", "create", "a", "--expires-in-days", "0"],
            ["token", "create", "a", "--expires-in-days", "-1"], ["token", "create", "a", "--expires-in-days", "x"],
            ["token", "create", "a", "--expires-in-days", "3651"], ["token", "create", "a", "--expires", "2027-02-31"],
            ["token", "create", "a", "--never-expires", "--expires-in-days", "3"],
            ["token", "create", "a", "--scope", "playbooks:delete"], ["token", "create", "a", "b"],
            ["token", "create", "a", "--unknown"],
        ])
    func wrongUsage(_ arguments: [String]) async throws {
        try await withHarness { harness in
            let outcome = await harness.run(arguments)
            #expect(outcome.exitCode == 64)
            #expect(outcome.output.isEmpty)
            #expect(outcome.remarks.hasPrefix("Error: "))
            #expect(!FileManager.default.fileExists(atPath: harness.directory + "/soar_mcp.db"))
        }
    }

    @Test(
        "refuses what can't be done with 1, in one line, and stores nothing",
        arguments: [
            ["token", "create", ""], ["token", "create", "  "], ["token", "create", "123"],
            ["token", "create", "a\nb"], ["token", "create", String(repeating: "x", count: 101)],
            ["token", "create", "a", "--description", "\u{1B}[2J"],
            ["token", "create", "a", "--expires", "2020-01-01"],
            ["token", "create", "a", "--tenant", "nobody"],
        ])
    func refused(_ arguments: [String]) async throws {
        try await withHarness { harness in
            let outcome = await harness.run(arguments)
            #expect(outcome.exitCode == 1)
            #expect(outcome.output.isEmpty)
            #expect(outcome.remarks.hasPrefix("Error: "))
            #expect(outcome.remarks.filter(\.isNewline).count == 1)
            let tokens = try await harness.tokens()
            #expect(tokens.isEmpty)
        }
    }

    @Test("refuses a name that is taken, and takes it again once that token is revoked")
    func nameTaken() async throws {
        try await withHarness { harness in
            _ = await harness.run("token", "create", "a")
            let second = await harness.run("token", "create", "a")
            #expect(second.exitCode == 1)
            #expect(second.remarks.contains("\"a\" already"))
            _ = await harness.run("token", "revoke", "a")
            #expect(await harness.run("token", "create", "a").exitCode == 0)
        }
    }

    @Test("revokes a token that it could not print")
    func unprinted() async throws {
        try await withHarness { harness in
            let command = try #require(
                try SOARMCP.parseAsRoot(["token", "create", "a"]) as? any SOARCommand)
            let context = CommandContext(
                environment: [:], directory: harness.directory,
                terminal: Terminal(writeResult: { _ in throw CancellationError() }, writeRemark: { _ in }),
                now: { CommandHarness.now })
            await #expect(throws: CommandError.self) { try await command.run(in: context) }
            let tokens = try await harness.tokens()
            #expect(tokens.map(\.state) == [.revoked])
        }
    }
}
