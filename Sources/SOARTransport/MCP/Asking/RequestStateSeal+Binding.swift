//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
package import SOARAuth
package import SOARCore

extension RequestStateSeal {
    /// Who asked for what: that must be the same when a state comes back.
    package struct Binding: Hashable, Sendable {
        /// What a client may, or must, change from one try to the next.
        private static let changing: Set<String> = ["_meta", "inputResponses", "requestState"]

        /// The parts, each with its length before it so that none can pass for a piece of its neighbour.
        let bytes: [UInt8]

        /// Binds to a caller, a method and all parameters but `_meta`, `inputResponses` and `requestState`.
        ///
        /// The order of members does not count, nor whether a whole number is written with a fraction: some clients
        /// write their parameters anew.
        package init(caller: AccessToken, method: String, params: JSONObject) {
            var kept = JSONObject()
            for (name, value) in params where !Self.changing.contains(name) { kept[name] = value }
            let digest = SHA256.hash(data: JSONValue.object(kept).canonical.encoded())
            let parts: [[UInt8]] =
                [
                    Array(caller.tenant.rawValue.utf8), Array(caller.subject.utf8), Array(caller.client.utf8),
                    Array(method.utf8), Array(digest),
                ] + (caller.issuer.map { [Array($0.utf8)] } ?? [])
            bytes = parts.flatMap { UInt64($0.count).bigEndianBytes + $0 }
        }
    }
}

extension JSONValue {
    /// The same value for all texts that say the same: members in the order of their bytes, whole numbers as integers.
    var canonical: JSONValue {
        switch self {
        case .null, .bool, .integer, .string: return self
        case .double: return integerValue.map(JSONValue.integer) ?? self
        case .array(let elements): return .array(elements.map(\.canonical))
        case .object(let members):
            var sorted = JSONObject()
            for name in members.names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
                sorted[name] = members[name]?.canonical
            }
            return .object(sorted)
        }
    }
}
