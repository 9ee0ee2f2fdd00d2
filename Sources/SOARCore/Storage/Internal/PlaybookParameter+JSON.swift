//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The form in which a store keeps parameters.
extension PlaybookParameter {
    init?(storedJSON json: JSONValue) {
        guard let name = json["name"]?.stringValue, let summary = json["summary"]?.stringValue,
            let type = json["type"]?.stringValue, let isRequired = json["required"]?.boolValue,
            let options = json["options"]?.arrayValue
        else { return nil }
        self.init(
            name: name, summary: summary, type: type, isRequired: isRequired,
            defaultValue: json["default"]?.stringValue, options: options.compactMap(\.stringValue))
    }

    var storedJSON: JSONValue {
        [
            "name": .string(name), "summary": .string(summary), "type": .string(type), "required": .bool(isRequired),
            "default": JSONValue(defaultValue), "options": JSONValue(options),
        ]
    }
}
