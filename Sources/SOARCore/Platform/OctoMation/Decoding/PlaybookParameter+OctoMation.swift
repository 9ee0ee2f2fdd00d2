//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension PlaybookParameter {
    /// How many values to choose from are taken over.
    static let maximumOptions = 500

    /// Reads a parameter; nil without a `cefColumn`, the key that an execution needs.
    init?(octoMation value: JSONValue) {
        guard let name = value.memberText("cefColumn") else { return nil }
        let configurations = value["paramConfigs"]?.arrayValue ?? []
        let type =
            value.memberText("valueType") ?? configurations.first { $0.memberText("type") != nil }?.memberText("type")
            ?? "STRING"
        let types = [type] + configurations.compactMap { $0.memberText("type") }
        // A password's default is a credential.
        let isPassword = types.contains { $0.uppercased() == passwordType }
        self.init(
            name: name,
            summary: value.memberText("cefDesc", "comment")
                ?? configurations.lazy.compactMap { $0.memberText("description", "lable", "label") }.first ?? "",
            type: isPassword ? passwordType : type,
            // One node that needs it is enough.
            isRequired: configurations.contains { $0["required"]?.lenientBool == true },
            defaultValue: isPassword
                ? nil : configurations.lazy.compactMap { $0["defaultValue"].flatMap(Self.defaultText) }.first,
            options: Self.options(configurations))
    }

    private static func defaultText(_ value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .array, .object: value.text()
        default: value.lenientText
        }
    }

    /// The values to choose from: an array, an array's JSON text, or values with commas between them.
    private static func options(_ configurations: [JSONValue]) -> [String] {
        var options: [String] = []
        var seen = Set<String>()
        for configuration in configurations {
            for option in choices(configuration["optionsList"] ?? .null) where seen.insert(option).inserted {
                options.append(option)
                guard options.count < maximumOptions else { return options }
            }
        }
        return options
    }

    private static func choices(_ list: JSONValue) -> [String] {
        if let elements = list.arrayValue {
            return elements.compactMap { $0.lenientText ?? $0.memberText("value", "name", "label", "lable") }
        }
        guard let text = list.stringValue else { return [] }
        if let parsed = try? JSONParser.parse(text), parsed.arrayValue != nil { return choices(parsed) }
        return text.split(separator: ",").compactMap { part in
            let option = part.drop(while: \.isWhitespace)
            let end = option.lastIndex { !$0.isWhitespace }
            return end.map { String(option[...$0]) }
        }
    }
}
