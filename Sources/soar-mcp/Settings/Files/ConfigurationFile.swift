//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The file of `--config`: the settings' names in lower case, YAML or JSON by the file's extension.
enum ConfigurationFile {
    /// The longest file that is read, in bytes.
    static let maximumBytes = 256 * 1024

    /// What the file says.
    ///
    /// - Throws: ``SettingsError`` for a file that can't be read, is not well-formed, or holds an unknown key.
    static func read(_ path: String) throws(SettingsError) -> SettingsLayer {
        let text: String
        do {
            text = try BoundedFile.text(at: path, maximumBytes: maximumBytes)
        } catch {
            throw SettingsError(error.message(path: path))
        }
        let lowered = path.lowercased()
        if lowered.hasSuffix(".json") { return try json(text, path: path) }
        if lowered.hasSuffix(".yaml") || lowered.hasSuffix(".yml") { return try yaml(text, path: path) }
        throw SettingsError(
            Message("\(path): the name must end with .yaml, .yml or .json", "\(path)：文件名须以 .yaml、.yml 或 .json 结尾"))
    }

    /// The setting of a key.
    static func setting(_ key: String, path: String) throws(SettingsError) -> Setting {
        if let setting = Setting(fileKey: key) { return setting }
        let shown = SettingsError.shown(key)
        guard let near = Spelling.nearest(to: key.lowercased(), among: Setting.allCases.map(\.fileKey)) else {
            throw SettingsError(
                Message("\(path): the key \(shown) is unknown", "\(path)：未知的键 \(shown)"))
        }
        throw SettingsError(
            Message(
                "\(path): the key \(shown) is unknown; did you mean \(near)?", "\(path)：未知的键 \(shown)；是否指 \(near)？"))
    }

    static func notAValue(_ setting: Setting, path: String) -> SettingsError {
        let kind =
            setting.isList
            ? Message("a text or a list of texts", "文本或文本列表")
            : Message("a text, a whole number, true or false", "文本、整数、true 或 false")
        return SettingsError(
            Message(
                "\(path): \(setting.fileKey) can't be used; accepted: \(kind.english)",
                "\(path)：\(setting.fileKey) 无法使用；可接受：\(kind.chinese)"))
    }

    static func notWellFormed(_ path: String, _ format: String, _ detail: String = "") -> SettingsError {
        SettingsError(
            Message(
                "\(path): not well-formed \(format)\(detail.isEmpty ? "" : " (\(detail))")",
                "\(path)：\(format) 格式有误\(detail.isEmpty ? "" : "（\(detail)）")"))
    }
}
