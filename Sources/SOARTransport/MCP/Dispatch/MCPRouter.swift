//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth
import SOARCore

/// Decides which era a message belongs to (MCP 2026-07-28, versioning, "Backward Compatibility").
struct MCPRouter: Sendable {
    /// What a message is, and who answers it.
    enum Route: Sendable {
        case modern(JSONRPCMessage)
        case legacy(JSONRPCMessage, ProtocolRevision, LegacySession?)
        case batch([JSONValue], ProtocolRevision, LegacySession?)
        /// It can't be taken at all.
        case refused(MCPReply)
    }

    let methods: MCPMethods
    /// The sessions of the revisions with a handshake; nil where every request stands alone.
    let sessions: SessionTable?

    /// Reads the JSON of one request's body, in the light of the headers beside it.
    func route(_ body: JSONValue, headers: HTTPFields, caller: AccessToken) -> Route {
        let named = headers[values: .mcpProtocolVersion]
        // The rules for headers are for requests (MCP 2026-07-28, transports, "Sending Messages").
        if named.count != 1, Self.isModern(body), body["id"] == nil { return message(body) { .modern($0) } }
        guard named.count <= 1 else { return .refused(Self.versionMissing(body)) }
        let revision = named.first.map(ProtocolRevision.init)
        if let revision, !revision.isServed || revision.isStateless {
            return message(body) { .modern($0) }
        }
        if revision == nil, Self.isModern(body) { return .refused(Self.versionMissing(body)) }
        return legacy(body, revision, headers, caller)
    }

    /// Answers it.
    ///
    /// - Throws: What is refused as a whole, with its HTTP status.
    func reply(to route: Route, _ incoming: MCPIncoming) async throws(AuthenticationFailure) -> MCPReply {
        switch route {
        case .refused(let reply): return reply
        case .modern(let message):
            return try await ModernEra(methods: methods, incoming: incoming).reply(to: message)
        case .legacy(let message, let revision, let session):
            return try await legacyEra(incoming, revision, session).reply(to: message)
        case .batch(let elements, let revision, let session):
            return try await legacyEra(incoming, revision, session).reply(toBatch: elements)
        }
    }

    private func legacyEra(
        _ incoming: MCPIncoming, _ revision: ProtocolRevision, _ session: LegacySession?
    ) -> LegacyEra {
        LegacyEra(methods: methods, incoming: incoming, revision: revision, session: session)
    }

    private func legacy(
        _ body: JSONValue, _ revision: ProtocolRevision?, _ headers: HTTPFields, _ caller: AccessToken
    ) -> Route {
        var session: LegacySession?
        if let sessions, body["method"] != "initialize" {
            let found = SessionLookup(headers, caller, sessions)
            guard case .found(let own) = found else { return .refused(found.refusal(Self.id(body))) }
            guard revision == nil || revision == own.revision else {
                let error = JSONRPCError.invalidRequest(
                    "The session speaks \(own.revision), not \(revision ?? .assumed).")
                return .refused(.badRequest(Self.id(body), error))
            }
            session = own
        }
        let revision = revision ?? session?.revision ?? .assumed
        if case .array(let elements) = body, revision.hasBatches { return .batch(elements, revision, session) }
        return message(body) { .legacy($0, revision, session) }
    }

    private func message(_ body: JSONValue, _ route: (JSONRPCMessage) -> Route) -> Route {
        do throws(JSONRPCFault) {
            return route(try JSONRPCMessage(body))
        } catch {
            return .refused(.badRequest(error.id, error.error))
        }
    }

    private static func id(_ body: JSONValue) -> RequestID? { body["id"].flatMap(RequestID.init) }

    private static func versionMissing(_ body: JSONValue) -> MCPReply {
        let error = JSONRPCError(code: -32020, message: "The header 'MCP-Protocol-Version' must be there once.")
        return .badRequest(id(body), error)
    }

    /// What only a stateless request says of itself; other names of the protocol are as old as 2025-11-25.
    private static let marks = ["protocolVersion", "clientCapabilities", "clientInfo", "logLevel"].map {
        "io.modelcontextprotocol/\($0)"
    }

    /// Whether a message bears the marks of a stateless request, however incomplete.
    static func isModern(_ body: JSONValue) -> Bool {
        guard body["method"] != "initialize", let meta = body["params"]?["_meta"]?.objectValue else { return false }
        return marks.contains { meta[$0] != nil }
    }
}
