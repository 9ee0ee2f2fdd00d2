//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth
import SOARCore

/// The session that a request names (MCP 2025-11-25, transports, "Session Management").
enum SessionLookup {
    case found(LegacySession)
    /// It names none, or several.
    case missing
    /// There is none of that id, or it is somebody else's: both look alike.
    case unknown

    init(_ headers: HTTPFields, _ caller: AccessToken, _ sessions: SessionTable) {
        let named = headers[values: .mcpSessionID]
        guard named.count == 1, let id = named.first else {
            self = .missing
            return
        }
        self = sessions.session(id, of: CallOwner(caller)).map(Self.found) ?? .unknown
    }

    /// What a request without a sound session is told.
    func refusal(_ id: RequestID?) -> MCPReply {
        switch self {
        case .missing, .found:
            .badRequest(id, .invalidRequest("Send 'Mcp-Session-Id' once, as the answer to 'initialize' named it."))
        case .unknown:
            MCPReply(
                JSONRPCResponse(id: id, error: .invalidRequest("There is no such session. Send 'initialize' again.")),
                status: 404)
        }
    }
}

extension HTTPField.Name {
    /// `Mcp-Session-Id`.
    static let mcpSessionID = Self("Mcp-Session-Id") ?? .via
    /// `Last-Event-ID`.
    static let lastEventID = Self("Last-Event-ID") ?? .via
}
