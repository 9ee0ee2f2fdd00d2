//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension PlaybookParameter {
    /// Characters of a description.
    private static let maximumDescription = 512
    /// Options that are listed; where there are more the call is still checked against all of them.
    private static let maximumOptions = 100

    /// What a value must be, as JSON Schema.
    var schema: JSONValue {
        var members = shape
        if !isPassword {
            members["enum"] = options.isEmpty || options.count > Self.maximumOptions ? nil : .array(choices)
            members["default"] = defaultValue.flatMap(read)
        }
        if !summary.isEmpty { members["description"] = .string(summary.bounded(to: Self.maximumDescription)) }
        return .object(members)
    }

    /// The value as it has to go out: an integer that was written `443.0` is one all the same.
    func exact(_ value: JSONValue) -> JSONValue {
        guard isInteger, case .double = value, let integer = value.integerValue else { return value }
        return .integer(integer)
    }

    private var isInteger: Bool { ["INTEGER", "LONG"].contains(type.uppercased()) }

    private var shape: JSONObject {
        if !options.isEmpty, !isPassword {
            return choices.contains { $0.stringValue != nil } ? ["type": "string"] : kind
        }
        return kind
    }

    private var kind: JSONObject {
        switch type.uppercased() {
        case "INTEGER": ["type": "integer"]
        // Clients that read numbers as floating point would send another one.
        case "LONG": ["type": ["integer", "string"], "pattern": "^-?[0-9]{1,19}$"]
        case "DOUBLE", "FLOAT": ["type": "number"]
        case "BOOLEAN": ["type": "boolean"]
        case "JSON": ["type": ["object", "array", "string"]]
        case "JSONARRAY": ["type": ["array", "string"]]
        case "PASSWORD": ["type": "string", "writeOnly": true]
        default: ["type": "string"]
        }
    }

    /// The options as values of the type; as they are where one is not.
    private var choices: [JSONValue] {
        let read = options.compactMap(read)
        return read.count == options.count ? read : options.map(JSONValue.string)
    }

    /// The platform writes all values as text; nil for one that is not of the type.
    private func read(_ text: String) -> JSONValue? {
        switch type.uppercased() {
        case "INTEGER", "LONG": Int64(text).map(JSONValue.integer)
        case "DOUBLE", "FLOAT": (try? JSONParser.parse(text)).flatMap { $0.doubleValue == nil ? nil as JSONValue? : $0 }
        case "BOOLEAN": ["true": true, "false": false][text.lowercased()]
        case "JSON", "JSONARRAY": .string(text)
        case "PASSWORD": nil as JSONValue?
        default: .string(text)
        }
    }
}
