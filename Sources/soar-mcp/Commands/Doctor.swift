//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp doctor`.
struct Doctor: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check settings, database, ports and platform, and say what to do.",
        discussion: "Changes nothing. Exits with 1 where something is wrong (✗); a warning (!) is no fault.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let findings = await Examination(options: settings, context: context).findings()
        let isSound = !findings.contains { $0.grade == .failed }
        if output.json {
            try context.printResult(
                ["ok": .bool(isSound), "findings": .array(findings.map { $0.json(in: context.language) })])
        } else {
            for line in findings.flatMap({ $0.lines(in: context.language) }) { try context.printResult(line) }
        }
        guard isSound else { throw ExitCode.failure }
    }
}
