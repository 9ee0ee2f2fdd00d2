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

    @Test("there is a script for each shell, with every command", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) async throws {
        try await withHarness { harness in
            let outcome = await harness.run("completions", shell)
            #expect(outcome.exitCode == 0)
            for command in Set(Self.commands().compactMap(\.first)) { #expect(outcome.output.contains(command)) }
        }
    }
}
