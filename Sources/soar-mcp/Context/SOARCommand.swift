//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// A command of `soar-mcp`: it gets its surroundings handed in, so that a test can make them up.
protocol SOARCommand: AsyncParsableCommand {
    /// Does what the command is for.
    ///
    /// - Throws: Any error; it is told in one line. An `ExitCode` ends the command without a word.
    func run(in context: CommandContext) async throws
}

extension SOARCommand {
    mutating func run() async throws { try await runReporting(in: .process()) }

    /// Runs the command and tells an error in one line on standard error.
    ///
    /// - Throws: `ExitCode` for what was told; the parser's own errors as they are.
    func runReporting(in context: CommandContext) async throws {
        do {
            try await run(in: context)
        } catch let error where error is ExitCode || error is ValidationError || error is CleanExit {
            throw error
        } catch {
            let line = PlainText.escaped(CommandError(describing: error).message.text(in: context.language))
            context.printRemark(Message("Error: \(line)", "错误：\(line)"))
            throw ExitCode.failure
        }
    }
}
