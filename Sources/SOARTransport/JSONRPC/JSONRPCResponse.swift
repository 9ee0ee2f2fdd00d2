//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// One JSON-RPC 2.0 answer.
public struct JSONRPCResponse: Hashable, Sendable {
    /// The id of what is answered; nil where it could not be read, and then there is no such member.
    public var id: RequestID?
    public var outcome: Result<JSONObject, JSONRPCError>

    public init(id: RequestID?, outcome: Result<JSONObject, JSONRPCError>) {
        self.id = id
        self.outcome = outcome
    }

    /// An answer that is an error.
    public init(id: RequestID?, error: JSONRPCError) {
        self.init(id: id, outcome: .failure(error))
    }

    /// The answer as it goes out.
    public var json: JSONValue {
        var members: JSONObject = ["jsonrpc": "2.0"]
        members["id"] = id?.json
        switch outcome {
        case .success(let result): members["result"] = .object(result)
        case .failure(let error): members["error"] = error.json
        }
        return .object(members)
    }
}
