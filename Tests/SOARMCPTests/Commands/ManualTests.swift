//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import soar_mcp

@Suite("The manual and the shells' completions")
struct ManualTests {
    /// The words of every command that does something.
    private static func commands(_ command: any ParsableCommand.Type = SOARMCP.self, _ path: [String] = [])
        -> [[String]]
    {
        let children = command.configuration.subcommands
        guard !children.isEmpty else { return [path] }
        return children.flatMap { commands($0, path + [$0._commandName]) }
    }

    @Test("the man page has every command; to write it anew: make man")
    func manPage() throws {
        let page = try TestSources.file("Docs/man/soar-mcp.1")
        #expect(Self.commands().count > 10)
        for command in Self.commands() {
            let heading = ".SS " + command.joined(separator: " ").replacing("-", with: "\\-")
            #expect(page.split(separator: "\n").contains { $0 == heading }, "\(heading)")
        }
    }

    @Test("the operations guide has every command")
    func guide() throws {
        let page = try TestSources.page("operations.md")
        for command in Set(Self.commands().compactMap(\.first)) { #expect(page.contains("`\(command)"), "\(command)") }
    }

    @Test("bash completes every command, settings' names and files", .enabled(if: bashIsHere))
    func completesInBash() async throws {
        try await withHarness { harness in
            try harness.write(await harness.run("completions", "bash").output, to: "script")
            try harness.write("", to: "backup.db")
            // All but the last letter: a word that is complete is done with.
            let commands = Self.commands().map { Array($0.dropLast()) + [String($0.last?.dropLast() ?? "")] }
            let asked =
                commands + [
                    ["config", "set", "API_U"], ["config", "get", "MCP_P"], ["config", "unset", "SOAR_T"],
                    ["backup", "back"], ["restore", "back"], ["serve", "--config", "back"],
                    ["token", "list", "--database", "back"], ["serve", "--log-level", "crit"],
                ]
            let expected =
                Self.commands().map { $0.last ?? "" } + [
                    "API_URL", "MCP_PORT", "SOAR_TIMEOUT", "backup.db", "backup.db", "backup.db", "backup.db",
                    "critical",
                ]
            let offered = try Self.completions(of: asked, in: harness.directory)
            #expect(offered.count == expected.count)
            for (words, (expected, offered)) in zip(asked, zip(expected, offered)) {
                #expect(offered.split(separator: " ").contains { $0 == expected }, "\(words): \(offered)")
            }
        }
    }

    private static let bashIsHere = FileManager.default.isExecutableFile(atPath: "/bin/bash")

    /// What bash offers for each of these command lines, in a folder with the script.
    private static func completions(of lines: [[String]], in folder: String) throws -> [Substring] {
        let asking = lines.map { "ask " + $0.joined(separator: " ") }.joined(separator: "\n")
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c",
            """
            source ./script
            ask() {
                COMP_WORDS=(soar-mcp "$@") COMP_CWORD=$# COMPREPLY=()
                COMP_LINE="${COMP_WORDS[*]}"
                COMP_POINT=${#COMP_LINE}
                _soar-mcp soar-mcp "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                echo "${COMPREPLY[*]}"
            }
            \(asking)
            """,
        ]
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    @Test("there is a script for each shell, with every command", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) async throws {
        try await withHarness { harness in
            let outcome = await harness.run("completions", shell)
            #expect(outcome.exitCode == 0)
            for command in Set(Self.commands().compactMap(\.first)) { #expect(outcome.output.contains(command)) }
        }
    }
}
