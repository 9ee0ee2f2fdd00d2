//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Yams

extension ConfigurationFile {
    /// The JSON that a value stands for.
    ///
    /// - Returns: Nil where there is none: for an alias, a key that is no text, a key that is there twice.
    static func json(_ node: Node, depth: Int) -> JSONValue? {
        guard depth < 16 else { return nil }
        switch node {
        case .scalar(let scalar): return json(scalar, node)
        case .sequence(let sequence):
            let elements = sequence.compactMap { json($0, depth: depth + 1) }
            return elements.count == sequence.count ? .array(elements) : nil
        case .mapping(let mapping):
            var object: JSONObject = [:]
            for (key, value) in mapping {
                guard let name = key.string, object[name] == nil, let value = json(value, depth: depth + 1) else {
                    return nil
                }
                object[name] = value
            }
            return .object(object)
        case .alias: return nil
        }
    }

    /// Quoted scalars are texts; plain ones are what YAML's core schema says (YAML 1.2.2 §10.3).
    private static func json(_ scalar: Node.Scalar, _ node: Node) -> JSONValue {
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        if scalar.string == "~" || scalar.string == "null" || scalar.string.isEmpty { return .null }
        if scalar.string == "true" || scalar.string == "false" { return .bool(scalar.string == "true") }
        return Int64(scalar.string).map(JSONValue.integer) ?? .string(scalar.string)
    }
}
