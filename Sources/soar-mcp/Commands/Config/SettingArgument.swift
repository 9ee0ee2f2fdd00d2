//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// The name of a setting that can be stored, as an argument.
enum SettingArgument {
    /// The setting of that name, in capitals or not.
    ///
    /// - Throws: ``CommandError`` with what there is.
    static func setting(_ name: String) throws -> Setting {
        if let setting = Setting(fileKey: name.lowercased()) { return setting }
        let known = Setting.allCases.map(\.name)
        let near = Spelling.nearest(to: name.uppercased(), among: known)
        let candidates = near ?? known.joined(separator: ", ")
        let shown = SettingsError.shown(name)
        throw CommandError(
            Message("There is no setting \(shown). There is: \(candidates).", "没有设置 \(shown)。现有：\(candidates)。"))
    }

    /// The same, of those that the database can hold.
    static func storedSetting(_ name: String) throws -> Setting {
        let setting = try setting(name)
        guard setting.isStored else {
            let stored = Setting.stored.map(\.name).joined(separator: ", ")
            throw CommandError(
                Message(
                    "\(setting.name) can't be stored: give it in the environment, .env or --config. Stored are: \(stored).",
                    "\(setting.name) 不能存储：请在环境变量、.env 或 --config 中设置。可存储：\(stored)。"))
        }
        return setting
    }
}
