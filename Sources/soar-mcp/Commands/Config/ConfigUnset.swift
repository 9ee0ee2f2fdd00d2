//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp config unset`.
struct ConfigUnset: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "unset", abstract: "Take a stored setting out of the database.")

    @Argument(help: "The setting's name, such as API_URL.", completion: .list(Setting.stored.map(\.name)))
    var name: String

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let setting = try SettingArgument.storedSetting(name)
        let resolved = try Settings(settings.layers(in: context))
        let store = try StoreAccess.open(resolved.database, createsMissing: false, in: context)
        try await resolved.stored(in: store, context).set(setting, to: nil, by: context.asOperator)
        context.printRemark(
            Message("\(setting.name) is no longer stored.", "\(setting.name) 已从数据库中移除。"))
    }
}
