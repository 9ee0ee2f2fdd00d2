//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What every answer of the platform is wrapped in.
struct Envelope: Sendable {
    var code: Int64
    var result: JSONValue
    var message: String?

    static func success(_ result: JSONValue) -> Envelope {
        Envelope(code: 200, result: result, message: nil)
    }

    static func failure(_ code: Int64, _ message: String) -> Envelope {
        Envelope(code: code, result: .null, message: message)
    }

    func json(messageKey: String) -> JSONValue {
        var members: JSONObject = ["code": .integer(code), "result": result]
        if let message { members[messageKey] = .string(message) }
        return .object(members)
    }
}
