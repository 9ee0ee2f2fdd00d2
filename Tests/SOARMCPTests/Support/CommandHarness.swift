//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import SOARCore
import Synchronization
import Testing

@testable import soar_mcp

/// Runs commands inside this process, in a directory of its own, and keeps what they print.
struct CommandHarness: Sendable {
    /// What one command did.
    struct Outcome {
        var exitCode: Int32
        var output: String
        var remarks: String

        /// The output as JSON.
        func json() throws -> JSONValue { try JSONParser.parse(output) }
    }

    let directory: String
    /// What `now` says; fixed, so that texts with times can be compared.
    static let now = Date(timeIntervalSince1970: 1_800_000_000.25)

    /// Parses and runs a command line, as the program would.
    func run(
        _ arguments: String..., environment: [String: String] = [:], input: String? = nil, now: Date = Self.now
    ) async -> Outcome {
        await run(arguments, environment: environment, input: input, now: now)
    }

    /// The same; a command that asks for a secret finds `input`.
    func run(
        _ arguments: [String], environment: [String: String] = [:], input: String? = nil, now: Date = Self.now
    ) async -> Outcome {
        let printed = Printed()
        let context = CommandContext(
            environment: environment, directory: directory,
            terminal: Terminal(
                writeResult: { text in printed.output.withLock { $0 += text } },
                writeRemark: { text in printed.remarks.withLock { $0 += text } },
                readSecret: { _ in input }),
            now: { now })
        var exitCode: Int32 = 0
        do {
            let words = CommandLineWords.readable(arguments)
            try UnknownCommand.check(words)
            guard let command = try SOARMCP.parseAsRoot(words) as? any SOARCommand else {
                throw ExitCode(99)
            }
            try await command.runReporting(in: context)
        } catch {
            exitCode = SOARMCP.exitCode(for: error).rawValue
            let message = SOARMCP.fullMessage(for: error)
            printed.remarks.withLock { $0 += message }
        }
        return Outcome(
            exitCode: exitCode, output: printed.output.withLock { $0 }, remarks: printed.remarks.withLock { $0 })
    }

    /// Writes a file into the directory.
    func write(_ text: String, to name: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(filePath: directory + "/" + name))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: directory + "/" + name)
    }

    /// The tokens that are stored, the newest first.
    func tokens() async throws -> [APIToken] { try await store().tokens(tenant: nil) }

    /// The store that the commands use where nothing else is said.
    func store() throws -> SQLiteStore { try SQLiteStore(path: directory + "/soar_mcp.db") }
}

private final class Printed: Sendable {
    let output = Mutex("")
    let remarks = Mutex("")
}

/// Runs something with a harness, and removes its directory afterwards.
func withHarness<Value>(_ body: (CommandHarness) async throws -> Value) async throws -> Value {
    let directory = FileManager.default.temporaryDirectory.path + "/soar-mcp-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try await body(CommandHarness(directory: directory))
}
