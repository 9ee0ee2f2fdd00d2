//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth
import SOARCore

/// The stateless revision: every request carries its version and the client's capabilities (MCP 2026-07-28, basic).
struct ModernEra {
    let methods: MCPMethods
    let incoming: MCPIncoming

    /// Answers one message.
    func reply(to message: JSONRPCMessage) async throws(AuthenticationFailure) -> MCPReply {
        switch message {
        case .notification("notifications/cancelled", let params):
            if let id = params["requestId"].flatMap(RequestID.init) { incoming.calls?.cancel(id) }
            return .accepted
        case .notification: return .accepted
        case .response(let id, _): return .badRequest(id, .invalidRequest("This server asked nothing."))
        case .request(let request):
            do throws(JSONRPCError) {
                try ModernRequestCheck(request: request, headers: incoming.headers).run()
            } catch {
                return .badRequest(request.id, error)
            }
            return try await reply(to: request)
        }
    }

    private func reply(to request: JSONRPCRequest) async throws(AuthenticationFailure) -> MCPReply {
        let begun = incoming.calls?.begin(request.id)
        guard incoming.calls == nil || begun != nil else {
            return .badRequest(request.id, .invalidRequest("A request with this id is under way."))
        }
        defer { incoming.calls?.end(request.id) }
        let call = MCPCall(request, .v2026_07_28, incoming, stop: begun ?? incoming.stop)
        do throws(CallFailure) {
            if request.method == "subscriptions/listen", !methods.server.offers.kinds.isEmpty {
                return MCPReply(status: 200, body: .subscription(try await subscription(call)))
            }
            guard let result = try await result(of: call) else {
                let error = JSONRPCError.methodNotFound(request.method)
                return MCPReply(JSONRPCResponse(id: request.id, error: error), status: 404)
            }
            return MCPReply(JSONRPCResponse(id: request.id, outcome: .success(result)))
        } catch {
            switch error {
            case .protocolError(let error):
                return MCPReply(JSONRPCResponse(id: request.id, error: error), status: Self.status(error))
            case .refused(let failure): throw failure
            case .stopped: return .silence
            }
        }
    }

    /// These codes come with 400, so that a client never takes them for an answer of another era; the rest is 200.
    private static func status(_ error: JSONRPCError) -> Int {
        (-32022 ... -32020).contains(error.code) ? 400 : 200
    }

    private func subscription(_ call: MCPCall) async throws(CallFailure) -> Subscription {
        let subscription = try await Subscription(call, methods)
        let filter = call.params["notifications"]?.objectValue
        try await methods.record(
            call.auditEntry(
                action: call.method, resource: "mcp:endpoint", parameters: filter, outcome: .success))
        return subscription
    }

    private func result(of call: MCPCall) async throws(CallFailure) -> JSONObject? {
        let result = call.method == "server/discover" ? discover() : try await methods.result(of: call)
        guard var result else { return nil }
        if result["resultType"] == nil {
            result["resultType"] = "complete"
            if let hints = cacheHints(call.method) { result = result.merging(hints) }
        }
        var meta = result["_meta"]?.objectValue ?? [:]
        meta["io.modelcontextprotocol/serverInfo"] = methods.server.implementation.json(call.revision)
        result["_meta"] = .object(meta)
        return result
    }

    private func discover() -> JSONObject {
        var result: JSONObject = [
            "supportedVersions": JSONValue(ProtocolRevision.served.map(\.rawValue)),
            "capabilities": methods.capabilities(tells: true),
        ]
        if let instructions = methods.server.instructions { result["instructions"] = .string(instructions) }
        return result
    }

    /// Lists depend on the token's scopes and contents on its tenant, so they are nobody else's (utilities, "Caching").
    private func cacheHints(_ method: String) -> JSONObject? {
        let lifetime = JSONValue.integer(methods.server.configuration.listLifetime)
        return switch method {
        case "server/discover": ["ttlMs": lifetime, "cacheScope": "public"]
        case "tools/list", "resources/list", "resources/templates/list", "prompts/list":
            ["ttlMs": lifetime, "cacheScope": "private"]
        case "resources/read": ["ttlMs": 0, "cacheScope": "private"]
        default: nil
        }
    }
}
