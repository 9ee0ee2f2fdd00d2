//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth
import SOARCore

/// The stateless revision: every request carries its version and the client's capabilities (MCP 2026-07-28, basic).
struct ModernEra {
    /// How long a list may be kept by a client, in milliseconds: it changes with a restart or the token's scopes.
    static let listLifetime: Int64 = 60_000

    let methods: MCPMethods

    /// Answers one message.
    func reply(
        to message: JSONRPCMessage, headers: HTTPFields, _ call: (JSONRPCRequest) -> MCPCall
    ) async throws(AuthenticationFailure) -> MCPReply {
        switch message {
        case .notification: return .accepted
        case .response(let id): return .badRequest(id, .invalidRequest("This server asked nothing."))
        case .request(let request):
            do throws(JSONRPCError) {
                try ModernRequestCheck(request: request, headers: headers).run()
            } catch {
                return .badRequest(request.id, error)
            }
            return try await reply(to: request, call(request))
        }
    }

    private func reply(to request: JSONRPCRequest, _ call: MCPCall) async throws(AuthenticationFailure) -> MCPReply {
        do throws(CallFailure) {
            guard let result = try await result(of: call) else {
                let error = JSONRPCError.methodNotFound(request.method)
                return MCPReply(JSONRPCResponse(id: request.id, error: error), status: 404)
            }
            return MCPReply(JSONRPCResponse(id: request.id, outcome: .success(result)))
        } catch {
            switch error {
            case .protocolError(let error): return MCPReply(JSONRPCResponse(id: request.id, error: error))
            case .refused(let failure): throw failure
            }
        }
    }

    private func result(of call: MCPCall) async throws(CallFailure) -> JSONObject? {
        let result = call.method == "server/discover" ? discover() : try await methods.result(of: call)
        guard var result else { return nil }
        result["resultType"] = "complete"
        if let hints = cacheHints(call.method) { result = result.merging(hints) }
        var meta = result["_meta"]?.objectValue ?? [:]
        meta["io.modelcontextprotocol/serverInfo"] = methods.server.implementation.json(call.revision)
        result["_meta"] = .object(meta)
        return result
    }

    private func discover() -> JSONObject {
        var result: JSONObject = [
            "supportedVersions": JSONValue(ProtocolRevision.served.map(\.rawValue)),
            "capabilities": methods.capabilities,
        ]
        if let instructions = methods.server.instructions { result["instructions"] = .string(instructions) }
        return result
    }

    /// Lists depend on the token's scopes and contents on its tenant, so they are nobody else's (utilities, "Caching").
    private func cacheHints(_ method: String) -> JSONObject? {
        switch method {
        case "server/discover": ["ttlMs": .integer(Self.listLifetime), "cacheScope": "public"]
        case "tools/list", "resources/list", "resources/templates/list":
            ["ttlMs": .integer(Self.listLifetime), "cacheScope": "private"]
        case "resources/read": ["ttlMs": 0, "cacheScope": "private"]
        default: nil
        }
    }
}
