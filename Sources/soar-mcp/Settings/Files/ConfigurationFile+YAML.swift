//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Configuration

extension ConfigurationFile {
    /// Reads one YAML mapping, one setting a line.
    static func yaml(_ text: String, path: String) throws(SettingsError) -> SettingsLayer {
        let settings = try yamlSettings(text, path: path)
        var layer = SettingsLayer(.file)
        guard !settings.isEmpty else { return layer }
        let snapshot: YAMLSnapshot
        do {
            let bytes = Array(text.utf8)
            // The span lives as long as the array, and the parser copies what it keeps.
            snapshot = unsafe try YAMLSnapshot(
                data: bytes.span.bytes, providerName: path, parsingOptions: .default)
        } catch {
            // The parser's own words can quote the file, and with it a secret.
            throw notWellFormed(path, "YAML")
        }
        for setting in settings {
            guard let text = plainText(setting, in: snapshot) else { throw notAValue(setting, path: path) }
            // The words of YAML for "nothing here".
            if text == "~" || text == "null" { continue }
            layer.set(setting, to: text, named: setting.fileKey)
        }
        return layer
    }

    /// YAML scalars come as they were written: a token of digits keeps its leading zeros.
    private static func plainText(_ setting: Setting, in snapshot: YAMLSnapshot) -> String? {
        if let found = try? snapshot.value(forKey: setting.key, type: .string),
            case .string(let text) = found.value?.content
        {
            return text
        }
        if setting.isList, let found = try? snapshot.value(forKey: setting.key, type: .stringArray),
            case .stringArray(let texts) = found.value?.content
        {
            return texts.joined(separator: ",")
        }
        return nil
    }

    /// The settings that the file names, from the lines that are not indented.
    ///
    /// swift-configuration answers for keys that one asks for and lists none, so a mistyped one would go unnoticed.
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
