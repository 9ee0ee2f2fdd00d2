//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp config set`.
struct ConfigSet: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Store a setting in the database; secrets are sealed.",
        discussion: """
            A secret (API_TOKEN) is asked for, or read as one line from standard input: arguments are seen by everybody \
            on the machine. Places that count more (environment, .env, --config) still win.
            """)

    @Argument(help: "The setting's name, such as API_URL.", completion: .list(Setting.stored.map(\.name)))
    var name: String

    @Argument(help: "The value; not for a secret.")
    var value: String?

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let setting = try SettingArgument.storedSetting(name)
        let layers = try settings.layers(in: context)
        let resolved = try Settings(layers)
        let text = try text(of: setting, in: context)
        try Self.check(setting, text)
        let store = try StoreAccess.open(resolved.database, createsMissing: true, in: context)
        try await resolved.stored(in: store, context).set(setting, to: text, by: context.asOperator)
        if setting.isSecret {
            context.printRemark(
                Message(
                    "\(setting.name) is stored, sealed. A server takes it over when it starts.",
                    "\(setting.name) 已加密存储。服务器在下次启动时采用。"))
        } else {
            context.printRemark(
                Message(
                    "\(setting.name) is stored. A server takes it over on SIGHUP where its log says so, else when it starts.",
                    "\(setting.name) 已存储。服务器收到 SIGHUP 后（日志会说明是否已采用）或在下次启动时采用。"))
        }
        if let stronger = layers.first(where: { $0.values[setting] != nil })?.place.message {
            context.printRemark(
                Message(
                    "But \(setting.name) is given in a place that counts more: \(stronger.english).",
                    "但 \(setting.name) 在优先级更高处也有设置：\(stronger.chinese)。"))
        }
    }

    private func text(of setting: Setting, in context: CommandContext) throws -> String {
        if setting.isSecret {
            guard value == nil else {
                throw ValidationError(
                    "\(setting.name) is a secret and is never taken as an argument: type it when asked, or send it on "
                        + "standard input. The one that was given is in the shell's history now; change it.")
            }
            return try context.readSecret(Message(same: setting.name)).exposed
        }
        guard let value, !value.isEmpty else {
            throw ValidationError("Give a value. To take a stored one away: soar-mcp config unset \(setting.name)")
        }
        return value
    }

    /// Refuses what the next start would refuse.
    private static func check(_ setting: Setting, _ text: String) throws {
        _ = try Settings([SettingsLayer(stored: [setting.fileKey: text])])
    }
}
