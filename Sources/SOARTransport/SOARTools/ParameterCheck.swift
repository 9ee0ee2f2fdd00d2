//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Checks the values for a playbook before the platform is asked, so that a model learns what is accepted.
struct ParameterCheck {
    /// Names or options that one refusal lists.
    private static let maximumTold = 50

    private let parameters: [PlaybookParameter]

    init(_ parameters: [PlaybookParameter]) { self.parameters = parameters }

    /// Refuses what the platform would refuse or, worse, ignore.
    ///
    /// - Throws: ``ToolFailure`` that names the first wrong parameter.
    func check(_ values: JSONObject) throws(ToolFailure) {
        let names = parameters.map(\.name)
        for name in values.names where !names.contains(name) {
            let accepted = names.isEmpty ? "none" : list(names)
            throw ToolFailure("The playbook has no parameter '\(name.bounded)'. Accepted: \(accepted).")
        }
        for parameter in parameters { try check(parameter, values[parameter.name]) }
    }

    private func check(_ parameter: PlaybookParameter, _ value: JSONValue?) throws(ToolFailure) {
        guard let value, !value.isNull, value != "" else {
            guard parameter.isRequired, parameter.defaultValue == nil else { return }
            throw ToolFailure(
                "The parameter '\(parameter.name)' is missing. Accepted: \(accepted(parameter)). \(parameter.summary)"
            )
        }
        guard isAccepted(value, parameter) else {
            throw ToolFailure("The parameter '\(parameter.name)' is wrong. Accepted: \(accepted(parameter)).")
        }
    }

    /// Looks at the value as it goes out: what is not a string goes out as its JSON text.
    private func isAccepted(_ value: JSONValue, _ parameter: PlaybookParameter) -> Bool {
        let text = value.stringValue ?? value.text()
        if !parameter.options.isEmpty, !parameter.isPassword { return parameter.options.contains(text) }
        return switch parameter.type.uppercased() {
        case "INTEGER", "LONG": Int64(text) != nil
        case "DOUBLE", "FLOAT": (try? JSONParser.parse(text))?.doubleValue != nil
        case "BOOLEAN": ["true", "false"].contains(text.lowercased())
        default: true
        }
    }

    private func accepted(_ parameter: PlaybookParameter) -> String {
        if !parameter.options.isEmpty, !parameter.isPassword { return "one of " + list(parameter.options) }
        return switch parameter.type.uppercased() {
        case "INTEGER", "LONG": "an integer"
        case "DOUBLE", "FLOAT": "a number"
        case "BOOLEAN": "true or false"
        case "STRING", "PASSWORD": "a string"
        default: "a value of type \(parameter.type)"
        }
    }

    private func list(_ words: [String]) -> String {
        let told = words.prefix(Self.maximumTold).joined(separator: ", ")
        return words.count > Self.maximumTold ? "\(told) and \(words.count - Self.maximumTold) more" : told
    }
}
