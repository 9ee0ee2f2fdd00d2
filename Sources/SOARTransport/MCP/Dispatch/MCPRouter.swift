//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth
import SOARCore

/// Decides which era a message belongs to (MCP 2026-07-28, versioning, "Backward Compatibility").
struct MCPRouter {
    let methods: MCPMethods

    /// Answers the JSON of one request's body.
    ///
    /// - Parameters:
    ///   - body: What was sent.
    ///   - headers: What was sent with it.
    ///   - call: Makes the call of a request that is answered in a revision.
    /// - Returns: The status and the JSON to answer with.
    /// - Throws: What is refused as a whole, with its HTTP status.
    func reply(
        to body: JSONValue, headers: HTTPFields, _ call: (JSONRPCRequest, ProtocolRevision) -> MCPCall
    ) async throws(AuthenticationFailure) -> MCPReply {
        let named = headers[values: .mcpProtocolVersion]
        guard named.count <= 1 else {
            return Self.versionMissing(body)
        }
        let revision = named.first.map(ProtocolRevision.init)
        if let revision, !revision.isServed || revision.isStateless {
            return try await modern(body, headers, call)
        }
        if revision == nil, Self.isModern(body) {
            return Self.versionMissing(body)
        }
        return try await legacy(body, revision ?? .assumed, call)
    }

    private func modern(
        _ body: JSONValue, _ headers: HTTPFields, _ call: (JSONRPCRequest, ProtocolRevision) -> MCPCall
    ) async throws(AuthenticationFailure) -> MCPReply {
        let message: JSONRPCMessage
        do throws(JSONRPCFault) {
            message = try JSONRPCMessage(body)
        } catch {
            return .badRequest(error.id, error.error)
        }
        return try await ModernEra(methods: methods).reply(to: message, headers: headers) { call($0, .v2026_07_28) }
    }

    private func legacy(
        _ body: JSONValue, _ revision: ProtocolRevision, _ call: (JSONRPCRequest, ProtocolRevision) -> MCPCall
    ) async throws(AuthenticationFailure) -> MCPReply {
        let era = LegacyEra(methods: methods)
        if case .array(let elements) = body, revision.hasBatches {
            return try await era.reply(toBatch: elements) { call($0, revision) }
        }
        let message: JSONRPCMessage
        do throws(JSONRPCFault) {
            message = try JSONRPCMessage(body)
        } catch {
            return .badRequest(error.id, error.error)
        }
        return try await era.reply(to: message) { call($0, revision) }
    }

    private static func versionMissing(_ body: JSONValue) -> MCPReply {
        let error = JSONRPCError(code: -32020, message: "The header 'MCP-Protocol-Version' must be there once.")
        return .badRequest(body["id"].flatMap(RequestID.init), error)
    }

    /// Whether a message bears the marks of a stateless request.
    private static func isModern(_ body: JSONValue) -> Bool {
        body["method"] != "initialize" && body["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"] != nil
    }
}
