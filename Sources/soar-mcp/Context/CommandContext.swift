//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// The surroundings of one command: read once from the process, or made up by a test.
struct CommandContext: Sendable {
    var environment: [String: String]
    /// Relative paths begin here, and here a `.env` file is looked for.
    var directory: String
    var language: Language
    var terminal: Terminal
    /// The path of this program, for whoever is to start it.
    var program: String
    var now: @Sendable () -> Date
    /// Reads a secret that is not to stand in the command line: one line of the standard input.
    var readSecret: @Sendable () -> String? = { readLine(strippingNewline: true) }
    /// Seals and opens what is secret in the store.
    var sealer: (any SecretSealing)?

    init(
        environment: [String: String], directory: String, terminal: Terminal, program: String = "soar-mcp",
        now: @escaping @Sendable () -> Date
    ) {
        self.environment = environment
        self.directory = directory
        self.terminal = terminal
        self.program = program
        self.now = now
        language = Language(environment: environment)
    }

    /// What this process was started with.
    static func process() -> CommandContext {
        CommandContext(
            environment: ProcessInfo.processInfo.environment, directory: FileManager.default.currentDirectoryPath,
            terminal: .process, program: Bundle.main.executablePath ?? "soar-mcp", now: { Date() })
    }

    /// The path from the root, whatever it was relative to.
    func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : directory + "/" + path
    }
}
