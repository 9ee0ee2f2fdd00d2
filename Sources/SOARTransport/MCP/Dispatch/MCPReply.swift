//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// What goes back for one HTTP request to the endpoint.
struct MCPReply {
    var status: Int
    /// Nothing for a notification that was accepted.
    var body: JSONValue?

    /// A notification or a response that was taken note of.
    static let accepted = MCPReply(status: 202, body: nil)

    init(status: Int, body: JSONValue?) {
        self.status = status
        self.body = body
    }

    init(_ response: JSONRPCResponse, status: Int = 200) {
        self.init(status: status, body: response.json)
    }

    /// A message that can't be taken (MCP transports, "Sending Messages").
    static func badRequest(_ id: RequestID?, _ error: JSONRPCError) -> MCPReply {
        MCPReply(JSONRPCResponse(id: id, error: error), status: 400)
    }
}
