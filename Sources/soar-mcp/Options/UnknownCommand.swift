//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// Finds a word that stands where a command must.
///
/// The parser would take it for an argument of the command that runs where none is said, and tell that one's usage.
enum UnknownCommand {
    /// What the parser has of its own.
    private static let builtIn = ["help"]

    /// Refuses a command line whose first words, up to the first option, name no command.
    ///
    /// - Throws: A `ValidationError` with the commands there are, the nearest first.
    static func check(_ words: [String]) throws {
        var group: any ParsableCommand.Type = SOARMCP.self
        for word in words {
            let commands = group.configuration.subcommands
            guard !commands.isEmpty, !word.hasPrefix("-") else { return }
            let names = commands.map(name) + (group == SOARMCP.self ? builtIn : [])
            guard names.contains(word) else { throw ValidationError(refusal(word, of: group, names)) }
            guard let next = commands.first(where: { name($0) == word }) else { return }
            group = next
        }
    }

    private static func refusal(_ word: String, of group: any ParsableCommand.Type, _ names: [String]) -> String {
        let path = group == SOARMCP.self ? "soar-mcp" : "soar-mcp \(name(group))"
        let near = Spelling.nearest(to: word, among: names).map { " Did you mean '\(path) \($0)'?" } ?? ""
        let shown = TokenLookup.shown(word)
        return "'\(path)' has no command \(shown).\(near) There are: \(names.joined(separator: ", "))."
    }

    private static func name(_ command: any ParsableCommand.Type) -> String { command.configuration.commandName ?? "" }
}
