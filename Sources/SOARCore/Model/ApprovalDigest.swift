//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

/// The SHA-256 of what exactly is to be started: an approval is good for that and for nothing else.
///
/// Over the JSON text of playbook, event and values, with the members of every object in the order of their names. How a
/// caller sorts its arguments, or with which tool it calls, makes no difference; any other value does.
public struct ApprovalDigest: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    public init(_ playbook: PlaybookID, eventID: Int64, values: JSONObject) {
        let whole: JSONValue = [
            .integer(playbook.rawValue), .integer(eventID), Self.canonical(.object(values)),
        ]
        bytes = Array(SHA256.hash(data: whole.encoded()))
    }

    /// Takes a stored one; nil where it is not 32 bytes long.
    init?(bytes: [UInt8]) {
        guard bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }

    /// What came in is bounded in depth.
    private static func canonical(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(canonical))
        case .object(let members):
            var sorted = JSONObject()
            for (name, value) in members.sorted(by: {
                Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8))
            }) {
                sorted[name] = canonical(value)
            }
            return .object(sorted)
        case .null, .bool, .integer, .double, .string: return value
        }
    }
}
