//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp config get`.
struct ConfigGet: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Print the value of one setting that counts; of a secret only that it is set.",
        discussion: "Exits with 1 where it is not set.")

    @Argument(help: "The setting's name, such as API_URL.", completion: .list(Setting.allCases.map(\.name)))
    var name: String

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let setting = try SettingArgument.setting(name)
        let resolved = try await settings.effectiveSettings(in: context)
        guard let line = resolved.lines.first(where: { $0.setting == setting }), line.isSet else {
            context.printRemark(Message("\(setting.name) is not set.", "\(setting.name) 未设置。"))
            throw ExitCode.failure
        }
        try context.printResult(line.shown.text(in: context.language))
    }
}
