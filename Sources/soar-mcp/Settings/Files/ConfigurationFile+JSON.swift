//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension ConfigurationFile {
    /// Reads one JSON object; our own parser refuses duplicate members and keeps numbers exact.
    static func json(_ text: String, path: String) throws(SettingsError) -> SettingsLayer {
        let object: JSONObject
        do {
            guard let members = try JSONParser.parse(text).objectValue else {
                throw notWellFormed(path, "JSON", "an object is needed")
            }
            object = members
        } catch let error as JSONParseError {
            throw notWellFormed(path, "JSON", error.description)
        } catch let error as SettingsError {
            throw error
        } catch {
            throw notWellFormed(path, "JSON")
        }
        var layer = SettingsLayer(.file)
        for (key, value) in object {
            let setting = try setting(key, path: path)
            if value.isNull { continue }
            guard let text = plainText(value, of: setting) else { throw notAValue(setting, path: path) }
            layer.set(setting, to: text, named: key)
        }
        return layer
    }

    private static func plainText(_ value: JSONValue, of setting: Setting) -> String? {
        switch value {
        case .string(let text): text
        case .integer, .bool: value.text()
        case .array(let elements) where setting.isList:
            elements.allSatisfy { $0.stringValue != nil }
                ? elements.compactMap(\.stringValue).joined(separator: ",") : nil
        case .array where setting == .auth: value.text()
        // A fraction is no setting's value, and a token of more digits than an integer holds would lose some.
        case .double, .array, .object, .null: nil
        }
    }
}
