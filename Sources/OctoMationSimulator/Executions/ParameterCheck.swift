//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What the platform says about the values of a run before it starts it.
enum ParameterCheck {
    /// Reads the values of a run.
    ///
    /// - Parameters:
    ///   - params: The body's `params`: `[{"key":…,"value":…}]`, every value a string.
    ///   - parameters: What the playbook takes.
    /// - Returns: The values that the run gets, defaults included, or the refusal.
    static func values(_ params: JSONValue?, for parameters: [PlaybookParameter]) -> (
        values: JSONObject, refusal: Envelope?
    ) {
        var values = JSONObject()
        for parameter in parameters {
            if let value = parameter.defaultValue { values[parameter.name] = .string(value) }
        }
        for param in params?.arrayValue ?? [] {
            guard let key = param["key"]?.stringValue, let value = param["value"]?.stringValue else {
                return ([:], .failure(200_004, "BAD_REQUEST [params]"))
            }
            values[key] = .string(value)
        }
        for parameter in parameters {
            let value = values[parameter.name]?.stringValue ?? ""
            if value.isEmpty {
                guard !parameter.isRequired else {
                    return ([:], .failure(503_401, "PLAYBOOK_ASSIGN_PARAM_EXCEPTION: 缺少必填参数 [\(parameter.name)]"))
                }
            } else if !parameter.takes(value) {
                return ([:], .failure(503_521, "ACTION_PARAM_VALUE_NOT_MATCH_TYPE: 参数值与类型不符 [\(parameter.name)]"))
            }
        }
        return (values, nil)
    }
}

extension PlaybookParameter {
    /// Whether a value is of the parameter's type, and one of its options where it has some.
    fileprivate func takes(_ value: String) -> Bool {
        guard options.isEmpty || options.contains(value) else { return false }
        return switch type {
        case "INTEGER", "LONG": Int64(value) != nil
        case "DOUBLE", "FLOAT": Double(value) != nil
        case "BOOLEAN": value == "true" || value == "false"
        case "JSON": (try? JSONParser.parse(value))?.objectValue != nil
        case "JSONARRAY": (try? JSONParser.parse(value))?.arrayValue != nil
        default: true
        }
    }
}
