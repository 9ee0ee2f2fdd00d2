//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// One JSON-RPC 2.0 message that wants no answer.
public struct JSONRPCNotification: Hashable, Sendable {
    public var method: String
    public var params: JSONObject

    public init(method: String, params: JSONObject = [:]) {
        self.method = method
        self.params = params
    }

    /// The message as it goes out.
    public var json: JSONValue {
        var members: JSONObject = ["jsonrpc": "2.0", "method": .string(method)]
        if !params.isEmpty { members["params"] = .object(params) }
        return .object(members)
    }
}
