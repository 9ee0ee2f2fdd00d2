//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// `soar-mcp completions`.
struct Completions: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print a script that lets a shell complete soar-mcp's commands.",
        discussion: "For bash: soar-mcp completions bash > /etc/bash_completion.d/soar-mcp")

    /// The shells that there is a script for.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        fileprivate var known: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "Which shell.")
    var shell: Shell

    func run(in context: CommandContext) async throws {
        try context.printResult(SOARMCP.completionScript(for: shell.known))
    }
}
