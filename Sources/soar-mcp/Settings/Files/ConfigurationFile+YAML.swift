//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Yams

extension ConfigurationFile {
    /// Reads one YAML mapping, one setting a line.
    static func yaml(_ text: String, path: String) throws(SettingsError) -> SettingsLayer {
        let settings = try yamlSettings(text, path: path)
        var layer = SettingsLayer(.file)
        guard !settings.isEmpty else { return layer }
        // The parser's own words can quote the file, and with it a secret.
        guard let tree = try? Yams.compose(yaml: text) else { throw notWellFormed(path, "YAML") }
        for setting in settings {
            guard let node = tree[setting.fileKey], let text = plainText(setting, node) else {
                throw notAValue(setting, path: path)
            }
            // The words of YAML for "nothing here".
            if text == "~" || text == "null" { continue }
            layer.set(setting, to: text, named: setting.fileKey)
        }
        return layer
    }

    /// YAML scalars come as they were written: a token of digits keeps its leading zeros.
    private static func plainText(_ setting: Setting, _ node: Node) -> String? {
        if let scalar = node.scalar { return scalar.string }
        guard let sequence = node.sequence else { return nil }
        if setting == .auth { return json(node, depth: 0)?.text() }
        let texts = sequence.compactMap { $0.scalar?.string }
        return setting.isList && texts.count == sequence.count ? texts.joined(separator: ",") : nil
    }

    /// The settings that the file names, from the lines that are not indented.
    ///
    /// The parser takes the last of doubled keys, so a mistake would go unnoticed.
    private static func yamlSettings(_ text: String, path: String) throws(SettingsError) -> [Setting] {
        var settings: [Setting] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if [" ", "\t", "#", "-"].contains(where: line.hasPrefix) || line == "..." { continue }
            let key = line.prefix { $0 != ":" }
            guard key.endIndex < line.endIndex else { throw notWellFormed(path, "YAML", "one \"key: value\" a line") }
            let name = String(key).trimmingBlanks().trimmingCharacter("\"").trimmingCharacter("'")
            let setting = try setting(name, path: path)
            guard !settings.contains(setting) else {
                throw SettingsError(
                    Message("\(path): \(setting.fileKey) is there twice", "\(path)：\(setting.fileKey) 重复出现"))
            }
            settings.append(setting)
        }
        return settings
    }
}

extension String {
    fileprivate func trimmingCharacter(_ quote: Character) -> String {
        count >= 2 && first == quote && last == quote ? String(dropFirst().dropLast()) : self
    }
}
