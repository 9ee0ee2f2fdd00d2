//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Yams

extension ConfigurationFile {
    /// Reads one YAML mapping of settings.
    static func yaml(_ text: String, path: String) throws(SettingsError) -> SettingsLayer {
        var layer = SettingsLayer(.file)
        // An empty file, or one with nothing but comments, says nothing.
        guard let root = try tree(text, path: path) else { return layer }
        guard let mapping = root.mapping else { throw notWellFormed(path, "YAML", "\"key: value\" pairs are needed") }
        for (key, node) in mapping {
            let setting = try setting(key.string ?? "", path: path)
            guard let text = plainText(setting, node) else { throw notAValue(setting, path: path) }
            // The words of YAML for "nothing here".
            if text == "~" || text == "null" { continue }
            layer.set(setting, to: text, named: setting.fileKey)
        }
        return layer
    }

    private static func tree(_ text: String, path: String) throws(SettingsError) -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch YamlError.duplicatedKeysInMapping(let keys, _) {
            let shown = keys.map(SettingsError.shown).joined(separator: ", ")
            throw SettingsError(Message("\(path): \(shown) is there twice", "\(path)：\(shown) 重复出现"))
        } catch {
            // The parser's own words can quote the file, and with it a secret.
            throw notWellFormed(path, "YAML")
        }
    }

    /// YAML scalars come as they were written: a token of digits keeps its leading zeros.
    private static func plainText(_ setting: Setting, _ node: Node) -> String? {
        if let scalar = node.scalar { return scalar.string }
        guard let sequence = node.sequence else { return nil }
        if setting == .auth { return json(node, depth: 0)?.text() }
        let texts = sequence.compactMap { $0.scalar?.string }
        return setting.isList && texts.count == sequence.count ? texts.joined(separator: ",") : nil
    }
}
