//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

@testable import soar_mcp

@Suite("The built program")
struct BinaryTests {
    @Test(
        "keeps results and remarks apart and ends with 0, 1 or 64",
        arguments: [
            (["--version"], 0), (["--help"], 0), (["token", "--help"], 0), (["token", "list"], 1),
            (["token", "create"], 64), (["nonsense"], 64), (["token", "create", "a", "--unknown"], 64),
            (["audit", "list", "--limit", "x"], 64),
        ] as [([String], Int32)])
    func exitCodes(_ arguments: [String], _ exitCode: Int32) async throws {
        try await withHarness { harness in
            let outcome = try BuiltBinary.run(arguments, directory: harness.directory)
            #expect(outcome.exitCode == exitCode, "\(outcome.remarks)")
            #expect(outcome.output.isEmpty == (exitCode != 0))
            #expect(outcome.remarks.isEmpty == (exitCode == 0))
        }
    }

    @Test("creates a token that a second process sees and shows only the beginning of")
    func token() async throws {
        try await withHarness { harness in
            let created = try BuiltBinary.run(["token", "create", "a"], directory: harness.directory)
            #expect(created.exitCode == 0)
            let secret = try #require(APITokenSecret(created.output.dropLast()))
            let listed = try BuiltBinary.run(["token", "list"], directory: harness.directory)
            #expect(listed.output.contains(secret.prefix + "…"))
            #expect(!listed.output.contains(secret.exposed))
        }
    }

    @Test("reads the environment and the .env file, the environment first, and reports a fault in one line")
    func environment() async throws {
        try await withHarness { harness in
            try harness.write("MCP_PORT=2000\nSOAR_TIMEOUT=20\n", to: ".env")
            let listed = try BuiltBinary.run(
                ["config", "list", "--json"], directory: harness.directory, environment: ["MCP_PORT": "3000"])
            let lines = try #require(JSONParser.parse(listed.output).arrayValue)
            let values = Dictionary(uniqueKeysWithValues: lines.map { ($0["setting"], $0["value"]) })
            #expect(values["MCP_PORT"] == "3000")
            #expect(values["SOAR_TIMEOUT"] == "20")
            let refused = try BuiltBinary.run(
                ["token", "list"], directory: harness.directory, environment: ["SOAR_TIMEOUT": "x", "LANG": "zh_CN"])
            #expect(refused.exitCode == 1)
            #expect(refused.remarks == "错误：SOAR_TIMEOUT（环境变量）：\"x\" 不是整数；可接受：1 到 300 的整数（秒）\n")
        }
    }

    @Test("says so where a result can't be written, and leaves no token behind")
    func fullDisk() async throws {
        try await withHarness { harness in
            let outcome = try BuiltBinary.run(
                ["token", "create", "a"], directory: harness.directory, outputPath: "/dev/full")
            #expect(outcome.exitCode == 1)
            #expect(
                outcome.remarks
                    == "Error: The result could not be written to standard output. Token 1, which nobody has seen, is "
                    + "revoked.\n")
            let tokens = try await harness.tokens()
            #expect(tokens.map(\.state) == [.revoked])
        }
    }

    @Test("takes a rotation back whose new token can't be written: the old one stays good", arguments: ["0s", "2h"])
    func fullDiskWhileRotating(_ grace: String) async throws {
        try await withHarness { harness in
            let created = try BuiltBinary.run(["token", "create", "ci"], directory: harness.directory)
            let secret = try #require(APITokenSecret(created.output.trimmingBlanks()))
            let rotate = ["token", "rotate", "ci", "--grace", grace]
            let outcome = try BuiltBinary.run(rotate, directory: harness.directory, outputPath: "/dev/full")
            #expect(outcome.exitCode == 1)
            #expect(
                outcome.remarks
                    == "Error: The result could not be written to standard output. Token 2, which nobody has seen, is "
                    + "revoked; token 1 is not replaced and works as before.\n")
            let store = try harness.store()
            let grant = try #require(try await store.grant(hash: secret.hash))
            #expect(grant.token.state == .enabled && grant.token.succession == APITokenSuccession())
            #expect(try BuiltBinary.run(["token", "can", "1", "call"], directory: harness.directory).exitCode == 0)
            #expect(try await harness.tokens().map(\.state) == [.revoked, .enabled])
            let records = try await store.auditRecords(AuditQuery()).map { "\($0.action) \($0.resource)" }
            #expect(
                Set(records.prefix(3)) == [
                    "token.rotate soar://tokens/1", "token.take-back soar://tokens/1", "token.revoke soar://tokens/2",
                ])
            // Its name is free for the next one.
            let again = try BuiltBinary.run(["token", "rotate", "ci"], directory: harness.directory)
            #expect(again.exitCode == 0, "\(again.remarks)")
        }
    }

    @Test("changes no password that nobody has seen")
    func fullDiskWhileResetting() async throws {
        try await withHarness { harness in
            #expect(await harness.run("admin", "reset-password", input: "a long enough one").exitCode == 0)
            let outcome = try BuiltBinary.run(
                ["admin", "reset-password", "--random"], directory: harness.directory, outputPath: "/dev/full")
            #expect(outcome.exitCode == 1)
            #expect(outcome.remarks.contains("could not be written") && outcome.remarks.contains("was not changed"))
            #expect(await harness.run("admin", "check-password", input: "a long enough one").exitCode == 0)
            #expect(try await harness.store().auditRecords(AuditQuery()).count == 1)
        }
    }

    @Test(
        "names the nearest command, and all there are, for one that is none",
        arguments: [
            (["tokn", "list"], "'soar-mcp' has no command \"tokn\". Did you mean 'soar-mcp token'? There are: serve,"),
            (["token", "lst"], "no command \"lst\". Did you mean 'soar-mcp token list'? There are: create, list,"),
            (["nonsense"], "'soar-mcp' has no command \"nonsense\". There are: serve, stdio,"),
            (["soar_" + String(repeating: "A", count: 38)], "has no command (not shown, it looks like a token)."),
        ])
    func unknownCommand(_ arguments: [String], _ words: String) async throws {
        try await withHarness { harness in
            let outcome = try BuiltBinary.run(arguments, directory: harness.directory)
            #expect(outcome.exitCode == 64 && outcome.output.isEmpty)
            #expect(outcome.remarks.contains(words), "\(outcome.remarks)")
            #expect(!outcome.remarks.contains("--mcp-port"), "\(outcome.remarks)")
            for known in [["help", "token"], ["token", "list", "--help"], ["--help"]] {
                #expect(try BuiltBinary.run(known, directory: harness.directory).exitCode == 0)
            }
        }
    }
}
