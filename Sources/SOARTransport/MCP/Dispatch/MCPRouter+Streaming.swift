//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension MCPRouter {
    /// Whether a handler may have something to send before its result.
    ///
    /// Almost no call has, and those are answered without anything beside them.
    func maySend(_ route: Route) -> Bool {
        switch route {
        case .modern(.request(let request)):
            Self.hasHandler(request)
                && (request.meta["progressToken"] != nil
                    || request.meta["io.modelcontextprotocol/logLevel"] != nil
                        && methods.server.configuration.sendsLogMessages)
        case .legacy(.request(let request), _, let session):
            Self.hasHandler(request) && maySend(request.meta, session)
        case .batch(let elements, _, let session):
            elements.contains { maySend($0["params"]?["_meta"]?.objectValue ?? [:], session) }
        case .modern, .legacy, .refused: false
        }
    }

    private func maySend(_ meta: JSONObject, _ session: LegacySession?) -> Bool {
        session != nil || meta["progressToken"] != nil || methods.server.configuration.sendsLogMessages
    }

    /// Whether a handler stops when the client hangs up.
    func stopsWithConnection(_ route: Route) -> Bool {
        if case .modern(.request(let request)) = route { Self.hasHandler(request) } else { false }
    }

    private static func hasHandler(_ request: JSONRPCRequest) -> Bool {
        ["tools/call", "prompts/get", "resources/read"].contains(request.method)
    }
}

extension MCPRouter.Route {
    /// The session that it belongs to.
    var session: LegacySession? {
        switch self {
        case .legacy(_, _, let session), .batch(_, _, let session): session
        case .modern, .refused: nil
        }
    }

    /// The id that an answer bears.
    var requestID: RequestID? {
        switch self {
        case .modern(.request(let request)), .legacy(.request(let request), _, _): request.id
        case .modern, .legacy, .batch, .refused: nil
        }
    }

    /// Whether it is never answered with JSON alone.
    var isListening: Bool {
        if case .modern(.request(let request)) = self { request.method == "subscriptions/listen" } else { false }
    }

    /// Whether a client that closes the connection wants no answer any more: true since 2026-07-28, never before.
    var endsWithConnection: Bool {
        if case .modern = self { true } else { false }
    }
}
