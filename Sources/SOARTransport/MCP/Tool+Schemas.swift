//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The schemas of a tool as the clients of a revision can read them.
///
/// Before 2026-07-28 a schema is an object at its root, and each of its `properties` is an object too: a client that
/// holds a list against the protocol's own schema would drop all of it for one `true`.
extension Tool {
    /// The schema of the arguments.
    func inputSchema(in revision: ProtocolRevision) -> JSONValue {
        revision.hasAnySchemas ? inputSchema : Self.withoutTruthValues(inputSchema)
    }

    /// The schema of `structuredContent`; nil where there is none that the revision could have.
    func outputSchema(in revision: ProtocolRevision) -> JSONValue? {
        guard revision.hasStructuredContent, let outputSchema else { return nil }
        if revision.hasAnySchemas { return outputSchema }
        guard outputSchema["type"] == "object" else { return nil }
        return Self.withoutTruthValues(outputSchema)
    }

    /// The same schema with objects for the truth values among its properties.
    private static func withoutTruthValues(_ schema: JSONValue) -> JSONValue {
        guard case .object(var members) = schema, case .object(var properties)? = members["properties"] else {
            return schema
        }
        for (name, property) in properties {
            guard let isAccepted = property.boolValue else { continue }
            properties[name] = isAccepted ? [:] : ["not": [:]]
        }
        members["properties"] = .object(properties)
        return .object(members)
    }
}
