//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp config list`.
struct ConfigList: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List every setting, its value, and where it came from.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let lines = try await settings.effectiveSettings(in: context).lines
        if output.json { return try context.printResult(.array(lines.map { .object($0.json) })) }
        var table = TextTable(
            [Message("SETTING", "设置"), Message("VALUE", "值"), Message("FROM", "来源")], in: context.language)
        for line in lines {
            let origin = line.origin.place.message.text(in: context.language)
            table.append([line.setting.name, line.shown.text(in: context.language), origin])
        }
        for line in table.lines { try context.printResult(line) }
    }
}

extension Settings.Line {
    /// The value for a person; of a secret only whether it is there.
    var shown: Message {
        if setting.isSecret { return isSet ? Message("(set)", "（已设置）") : Message("(not set)", "（未设置）") }
        return value.map { Message(same: $0) } ?? Message("(not set)", "（未设置）")
    }

    fileprivate var json: JSONObject {
        [
            "setting": .string(setting.name), "value": setting.isSecret ? .null : JSONValue(value),
            "isSet": .bool(isSet), "isSecret": .bool(setting.isSecret), "source": .string(origin.place.rawValue),
            "name": JSONValue(origin.name),
        ]
    }
}
