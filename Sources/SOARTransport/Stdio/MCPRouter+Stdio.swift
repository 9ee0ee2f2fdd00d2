//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension MCPRouter {
    /// Reads the JSON of one line: without headers a message says itself which era it belongs to, and the handshake
    /// speaks for those that say nothing (MCP 2026-07-28, versioning, "Backward Compatibility").
    func route(_ line: JSONValue, session: LegacySession?) -> Route {
        let revision = session?.revision ?? .assumed
        if case .array(let elements) = line, let session, revision.hasBatches {
            return .batch(elements, revision, session)
        }
        do throws(JSONRPCFault) {
            let message = try JSONRPCMessage(line)
            return Self.isModern(line) ? .modern(message) : .legacy(message, revision, session)
        } catch {
            return .refused(.badRequest(error.id, error.error))
        }
    }
}

extension MCPRouter.Route {
    /// Whether it is taken note of and never answered.
    var isOneWay: Bool {
        switch self {
        case .modern(.notification), .legacy(.notification, _, _), .legacy(.response, _, _): true
        case .modern, .legacy, .batch, .refused: false
        }
    }

    /// Whether it begins a handshake.
    var opensSession: Bool {
        if case .legacy(.request(let request), _, _) = self { request.method == "initialize" } else { false }
    }

    /// What the client calls itself in this message, as a name and a version.
    var clientName: String? {
        let info: JSONValue?
        switch self {
        case .modern(.request(let request)): info = request.meta["io.modelcontextprotocol/clientInfo"]
        case .legacy(.request(let request), _, _) where opensSession: info = request.params["clientInfo"]
        case .modern, .legacy, .batch, .refused: info = nil
        }
        guard let name = info?["name"]?.stringValue else { return nil }
        return (info?["version"]?.stringValue).map { "\(name)/\($0)" } ?? name
    }
}
