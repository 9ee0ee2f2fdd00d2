//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@testable import soar_mcp

@Suite("stdio")
struct StdioCommandTests {
    /// Runs the command, which must refuse, and returns what it says.
    private func refusal(
        _ harness: CommandHarness, token: String?, language: String = "en", now: Date = CommandHarness.now
    ) async -> String {
        var environment = ["SOAR_LANG": language]
        environment["SOAR_TOKEN"] = token
        let outcome = await harness.run(["stdio"], environment: environment, now: now)
        #expect(outcome.exitCode == 1)
        #expect(outcome.output.isEmpty)
        let lines = outcome.remarks.split(separator: "\n").filter { $0.hasPrefix("Error: ") || $0.hasPrefix("错误：") }
        #expect(lines.count == 1, "\(outcome.remarks)")
        return String(lines.first ?? "")
    }

    @Test("refuses to start without a token, or with one that is none", arguments: [nil, "", "x", "soar_x", " "])
    func noToken(_ token: String?) async throws {
        try await withHarness { harness in
            _ = try harness.store()
            #expect(await refusal(harness, token: token).contains("SOAR_TOKEN"))
            #expect(await refusal(harness, token: token, language: "zh").hasPrefix("错误：") == true)
        }
    }

    @Test("a token comes from the environment and from nowhere else")
    func onlyEnvironment() async throws {
        try await withHarness { harness in
            let secret = try await token(harness)
            try harness.write("SOAR_TOKEN=\(secret.exposed)\n", to: ".env")
            #expect(await refusal(harness, token: nil).contains("not set"))
            #expect(await harness.run("stdio", "--token", secret.exposed).exitCode == 64)
        }
    }

    @Test("a token that is unknown, switched off, taken back or over is refused, and that is on record")
    func refused() async throws {
        try await withHarness { harness in
            let secret = try await token(harness)
            let store = try harness.store()
            let id = try #require(try await harness.tokens().first?.id)
            let other = APITokenSecret().exposed
            #expect(await refusal(harness, token: other).contains("not valid"))
            let late = CommandHarness.now.addingTimeInterval(10_000)
            #expect(await refusal(harness, token: secret.exposed, now: late).contains("expired"))
            for state in [APIToken.State.disabled, .revoked] {
                _ = try await store.setToken(id, state: state)
                #expect(await refusal(harness, token: secret.exposed).contains("not valid"))
            }
            let records = try await store.auditRecords(AuditQuery())
            #expect(Set(records.compactMap(\.error)) == ["unknown", "disabled", "revoked", "expired"])
            #expect(records.allSatisfy { $0.outcome == .denied && $0.peer == "stdio" })
            #expect(try await store.auditRecords(AuditQuery()).count == 4)
        }
    }

    @Test("a token that is refused for where, when or whose it is, or was replaced, is told so")
    func refusedForOtherReasons() async throws {
        try await withHarness { harness in
            let cases: [([String], words: String, chinese: String)] = [
                (["--from", "192.0.2.0/24"], "certain addresses only", "仅限特定地址"),
                (["--window", "sat 08:00-09:00 UTC"], "at this time", "当前时间"),
                (["--tenant", "red"], "soar-mcp tenant enable", "租户已停用"), ([], "was replaced by another one", "已被轮换"),
            ]
            #expect(await harness.run("tenant", "create", "red").exitCode == 0)
            for (index, (options, words, chinese)) in cases.enumerated() {
                let created = await harness.run(["token", "create", "t\(index)"] + options)
                let secret = created.output.trimmingCharacters(in: .whitespacesAndNewlines)
                if options.isEmpty {
                    #expect(await harness.run("token", "rotate", "t\(index)", "--grace", "0s").exitCode == 0)
                }
                if options.contains("red") { #expect(await harness.run("tenant", "disable", "red").exitCode == 0) }
                #expect(await refusal(harness, token: secret).contains(words), "\(options)")
                #expect(await refusal(harness, token: secret, language: "zh").contains(chinese), "\(options)")
            }
        }
    }

    @Test("without a database there is nobody to let in, and none is made")
    func noDatabase() async throws {
        try await withHarness { harness in
            #expect(await refusal(harness, token: APITokenSecret().exposed).contains("soar_mcp.db"))
            #expect(!FileManager.default.fileExists(atPath: harness.directory + "/soar_mcp.db"))
        }
    }

    @Test("the program writes nothing but messages, ends with its input, and counts the use")
    func program() async throws {
        try await withHarness { harness in
            let created = try BuiltBinary.run(["token", "create", "a"], directory: harness.directory)
            let secret = created.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let outcome = try BuiltBinary.run(
                ["stdio", "--log-level", "trace"], directory: harness.directory, environment: ["SOAR_TOKEN": secret])
            #expect(outcome.exitCode == 0, "\(outcome.remarks)")
            #expect(outcome.output.isEmpty)
            #expect(!outcome.remarks.contains(secret))
            #expect(try await harness.tokens().first?.lastUsedAt != nil)
        }
    }

    @Test(
        "the program says in one line that it has no standard output, and ends",
        .timeLimit(.minutes(1)), arguments: [">&-", "1</dev/null"])
    func noOutput(_ redirection: String) async throws {
        try await withHarness { harness in
            let created = try BuiltBinary.run(["token", "create", "a"], directory: harness.directory)
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "exec \"$0\" stdio \(redirection)", BuiltBinary.path]
            process.currentDirectoryURL = URL(filePath: harness.directory)
            process.environment = [
                "PATH": "/usr/bin:/bin", "SOAR_TOKEN": created.output.trimmingCharacters(in: .whitespacesAndNewlines),
            ]
            // It must not end by its input.
            let (input, remarks) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardError = remarks
            try process.run()
            let told = String(decoding: remarks.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 1 && process.terminationReason == .exit)
            let errors = told.split(separator: "\n").filter { $0.hasPrefix("Error: ") }
            #expect(errors.count == 1 && told.contains("There is no standard output"), "\(told)")
            try input.fileHandleForWriting.close()
        }
    }

    @Test(
        "the program's own descriptors are none of the standard ones",
        arguments: ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
    func closedDescriptors(_ redirection: String) async throws {
        try await withHarness { harness in
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "exec \"$0\" token create a \(redirection)", BuiltBinary.path]
            process.currentDirectoryURL = URL(filePath: harness.directory)
            process.environment = ["PATH": "/usr/bin:/bin"]
            (process.standardOutput, process.standardError) = (Pipe(), Pipe())
            try process.run()
            process.waitUntilExit()
            let isSeen = !redirection.contains(">&- ") && redirection != ">&-"
            #expect(process.terminationStatus == (isSeen ? 0 : 1))
            #expect(try await harness.tokens().map(\.state) == [isSeen ? .enabled : .revoked])
        }
    }

    @Test("the program talks in both eras", .timeLimit(.minutes(1)))
    func talk() async throws {
        try await withHarness { harness in
            let (process, client) = try start(harness)
            let meta: JSONValue = [
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities": [:],
            ]
            for method in ["server/discover", "tools/list", "resources/list", "prompts/list"] {
                let params: JSONValue = ["_meta": meta]
                try await client.send([
                    "jsonrpc": "2.0", "id": .string(method), "method": .string(method), "params": params,
                ])
                #expect(try await client.answer(.string(method))["result"]?["resultType"] == "complete")
            }
            let opening: JSONValue = [
                "protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
            ]
            try await client.send(["jsonrpc": "2.0", "id": 1, "method": "initialize", "params": opening])
            #expect(try await client.answer(1)["result"]?["protocolVersion"] == "2025-11-25")
            for method in ["tools/list", "resources/templates/list", "prompts/list", "ping"] {
                try await client.send(["jsonrpc": "2.0", "id": .string(method), "method": .string(method)])
                #expect(try await client.answer(.string(method))["result"] != nil)
            }
            client.closeInput()
            #expect(try await client.rest().isEmpty)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }

    @Test("the program ends on SIGTERM, though its input goes on", arguments: [SIGTERM, SIGINT])
    func signal(_ signal: Int32) async throws {
        try await withHarness { harness in
            let (process, client) = try start(harness)
            try await client.send(["jsonrpc": "2.0", "id": 1, "method": "ping"])
            #expect(try await client.next() == ["jsonrpc": "2.0", "id": 1, "result": [:]])
            let begun = ContinuousClock.now
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            #expect(begun.duration(to: .now) < .seconds(4))
            #expect(process.terminationStatus == 0)
            #expect(process.terminationReason == .exit)
            #expect(try await client.rest().isEmpty)
        }
    }

    /// Starts the program with a token of its own, and whoever talks to it.
    private func start(_ harness: CommandHarness) throws -> (Process, StdioClient) {
        let created = try BuiltBinary.run(["token", "create", "a"], directory: harness.directory)
        let secret = created.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let process = Process()
        process.executableURL = URL(filePath: BuiltBinary.path)
        process.arguments = ["stdio"]
        process.currentDirectoryURL = URL(filePath: harness.directory)
        process.environment = ["PATH": "/usr/bin:/bin", "SOAR_TOKEN": secret]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The client closes its ends by itself, and the process is to see that.
        let client = StdioClient(
            input: dup(input.fileHandleForWriting.fileDescriptor),
            output: dup(output.fileHandleForReading.fileDescriptor))
        try input.fileHandleForWriting.close()
        try output.fileHandleForReading.close()
        return (process, client)
    }

    /// Stores a token that is good for a while.
    private func token(_ harness: CommandHarness) async throws -> APITokenSecret {
        let secret = APITokenSecret()
        let new = NewAPIToken(
            name: "a", secret: secret, createdAt: CommandHarness.now,
            expiresAt: CommandHarness.now.addingTimeInterval(1000))
        _ = try await harness.store().insertToken(new)
        return secret
    }
}
