//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// What goes back for one HTTP request to the endpoint, or one message on another transport.
struct MCPReply: Sendable {
    enum Body: Sendable {
        /// Nothing, for a notification that was accepted.
        case nothing
        case message(JSONValue)
        /// No answer to a request, for the client said that it wants none.
        case silence
        /// The request is refused as a whole; the id is for where it is too late for a status.
        case refusal(AuthenticationFailure, RequestID?)
        /// Notifications until somebody ends it.
        case subscription(Subscription)
    }

    var status: Int
    var body: Body
    /// Names a session that was opened.
    var sessionID: String?

    /// A notification or a response that was taken note of.
    static let accepted = MCPReply(status: 202, body: .nothing)
    static let silence = MCPReply(status: 200, body: .silence)

    init(status: Int, body: Body) {
        self.status = status
        self.body = body
    }

    init(status: Int, body: JSONValue) { self.init(status: status, body: .message(body)) }

    init(_ response: JSONRPCResponse, status: Int = 200) { self.init(status: status, body: .message(response.json)) }

    /// A message that can't be taken (MCP transports, "Sending Messages").
    static func badRequest(_ id: RequestID?, _ error: JSONRPCError) -> MCPReply {
        MCPReply(JSONRPCResponse(id: id, error: error), status: 400)
    }

    /// A refusal of the request as a whole.
    static func refusal(_ failure: AuthenticationFailure, _ id: RequestID?) -> MCPReply {
        MCPReply(status: failure.status, body: .refusal(failure, id))
    }

    /// The reply as the last message of a stream, whose status is long said.
    var lastMessage: JSONValue? {
        switch body {
        case .message(let message): message
        case .refusal(let failure, let id): JSONRPCResponse(id: id, error: JSONRPCError(failure)).json
        case .nothing, .silence, .subscription: nil
        }
    }
}

extension JSONRPCError {
    /// A refusal, where there is no HTTP status left to say it with.
    init(_ failure: AuthenticationFailure) {
        var data: JSONObject = ["error": .string(failure.reason)]
        if !failure.requiredScopes.isEmpty { data["scopes"] = JSONValue(failure.requiredScopes.map(\.rawValue)) }
        self.init(code: failure.status == 503 ? -32603 : -32600, message: failure.message, data: .object(data))
    }
}
