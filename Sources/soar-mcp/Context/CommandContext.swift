//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// The surroundings of one command: read once from the process, or made up by a test.
struct CommandContext: Sendable {
    var environment: [String: String]
    /// Relative paths begin here, and here a `.env` file is looked for.
    var directory: String
    var language: Language
    var terminal: Terminal
    var now: @Sendable () -> Date

    init(
        environment: [String: String], directory: String, terminal: Terminal, now: @escaping @Sendable () -> Date
    ) {
        self.environment = environment
        self.directory = directory
        self.terminal = terminal
        self.now = now
        language = Language(environment: environment)
    }

    /// What this process was started with.
    static func process() -> CommandContext {
        CommandContext(
            environment: ProcessInfo.processInfo.environment, directory: FileManager.default.currentDirectoryPath,
            terminal: .process, now: { Date() })
    }

    /// The path from the root, whatever it was relative to.
    func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : directory + "/" + path
    }
}
