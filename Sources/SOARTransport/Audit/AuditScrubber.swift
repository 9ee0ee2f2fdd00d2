//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Makes what a client sent fit for the audit log: no secrets, no control characters, no more than a bound.
enum AuditScrubber {
    /// Characters of one text at most.
    static let maximumTextLength = 1024
    /// Bytes of all parameters at most.
    static let maximumParameterBytes = 16 * 1024
    /// What the names of secret parameters contain, in lower case.
    private static let secretNames = ["password", "passwd", "secret", "token", "credential", "apikey", "api_key"].map {
        Array($0.utf8)
    }

    static func scrub(_ text: String) -> String { text.bounded(to: maximumTextLength) }

    static func scrub(_ parameters: JSONObject) -> JSONValue {
        let scrubbed = scrub(.object(parameters))
        let size = scrubbed.encoded().count
        guard size <= maximumParameterBytes else { return ["(omitted)": "\(size) bytes"] }
        return scrubbed
    }

    private static func scrub(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(scrub(text))
        case .array(let elements): .array(elements.map(scrub))
        case .object(let members): .object(scrubMembers(members))
        case .null, .bool, .integer, .double: value
        }
    }

    private static func scrubMembers(_ members: JSONObject) -> JSONObject {
        var scrubbed = JSONObject()
        for (name, value) in members {
            scrubbed[scrub(name)] = isSecret(name) ? .string(TokenScrubber.replacement) : scrub(value)
        }
        return scrubbed
    }

    private static func isSecret(_ name: String) -> Bool {
        let bytes = Array(name.lowercased().utf8)
        return secretNames.contains { secret in
            bytes.count >= secret.count
                && (0...(bytes.count - secret.count)).contains { bytes[$0...].starts(with: secret) }
        }
    }
}
