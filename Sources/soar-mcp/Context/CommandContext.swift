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
    /// Who runs this program, for the audit log.
    var user: String

    init(
        environment: [String: String], directory: String, terminal: Terminal, program: String = "soar-mcp",
        user: String = "test", now: @escaping @Sendable () -> Date
    ) {
        self.environment = environment
        self.directory = directory
        self.terminal = terminal
        self.program = program
        self.user = user
        self.now = now
        language = Language(environment: environment)
    }

    /// What this process was started with.
    static func process() -> CommandContext {
        CommandContext(
            environment: ProcessInfo.processInfo.environment, directory: FileManager.default.currentDirectoryPath,
            terminal: .process, program: Bundle.main.executablePath ?? "soar-mcp",
            user: ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName(), now: { Date() })
    }

    /// Who changes something now.
    var asOperator: Operator { Operator("cli:\(user)", at: now()) }

    /// The path from the root, whatever it was relative to.
    func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : directory + "/" + path
    }
}
