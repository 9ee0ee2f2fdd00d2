//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// The revisions with a handshake, served without sessions: every request stands alone (MCP lifecycle, 2025-03-26 to
/// 2025-11-25).
struct LegacyEra {
    /// Messages in a batch at most.
    static let maximumBatch = 50

    let methods: MCPMethods

    /// Answers one message.
    func reply(to message: JSONRPCMessage, _ call: (JSONRPCRequest) -> MCPCall) async throws(AuthenticationFailure)
        -> MCPReply
    {
        guard case .request(let request) = message else { return .accepted }
        return MCPReply(try await response(to: request, call(request)))
    }

    /// Answers an array of messages (2025-03-26, "Batching").
    ///
    /// A refusal is told within. So is an outage, unless it meets the first message: an answer that is there already
    /// may be that of something that was done, and must not be lost.
    func reply(toBatch elements: [JSONValue], _ call: (JSONRPCRequest) -> MCPCall) async throws(AuthenticationFailure)
        -> MCPReply
    {
        guard (1...Self.maximumBatch).contains(elements.count) else {
            return .badRequest(nil, .invalidRequest("A batch holds 1 to \(Self.maximumBatch) messages."))
        }
        var answers: [JSONValue] = []
        for (position, element) in elements.enumerated() {
            let answer = try await answer(toElement: element, isFirst: answers.isEmpty) { request in
                var call = call(request)
                // Each has records of its own: an intent is settled by its own outcome, not by a neighbour's.
                call.origin.callID += "-\(position + 1)"
                return call
            }
            if let answer { answers.append(answer.json) }
        }
        return answers.isEmpty ? .accepted : MCPReply(status: 200, body: .array(answers))
    }

    private func answer(
        toElement element: JSONValue, isFirst: Bool, _ call: (JSONRPCRequest) -> MCPCall
    ) async throws(AuthenticationFailure) -> JSONRPCResponse? {
        let message: JSONRPCMessage
        do throws(JSONRPCFault) {
            message = try JSONRPCMessage(element)
        } catch {
            return JSONRPCResponse(id: error.id, error: error.error)
        }
        guard case .request(let request) = message else { return nil }
        guard request.method != "initialize" else {
            return JSONRPCResponse(id: request.id, error: .invalidRequest("'initialize' can't be part of a batch."))
        }
        do throws(AuthenticationFailure) {
            return try await response(to: request, call(request))
        } catch {
            if case .unavailable = error, isFirst { throw error }
            var data: JSONObject = ["error": .string(error.reason)]
            if !error.requiredScopes.isEmpty { data["scopes"] = JSONValue(error.requiredScopes.map(\.rawValue)) }
            let code: Int64 = error.status == 503 ? -32603 : -32600
            return JSONRPCResponse(
                id: request.id, error: JSONRPCError(code: code, message: error.message, data: .object(data)))
        }
    }

    private func response(to request: JSONRPCRequest, _ call: MCPCall) async throws(AuthenticationFailure)
        -> JSONRPCResponse
    {
        do throws(CallFailure) {
            return JSONRPCResponse(id: request.id, outcome: .success(try await result(of: call)))
        } catch {
            switch error {
            case .protocolError(let error): return JSONRPCResponse(id: request.id, error: error)
            case .refused(let failure): throw failure
            }
        }
    }

    private func result(of call: MCPCall) async throws(CallFailure) -> JSONObject {
        switch call.method {
        case "initialize":
            return initialize(requested: ProtocolRevision(rawValue: try call.requiredString("protocolVersion")))
        case "ping": return [:]
        default:
            guard let result = try await methods.result(of: call) else {
                throw .protocolError(.methodNotFound(call.method))
            }
            return result
        }
    }

    /// The same revision where it is served, else the newest one that has a handshake (lifecycle, "Version
    /// Negotiation").
    private func initialize(requested: ProtocolRevision) -> JSONObject {
        let isAgreed = requested.isServed && !requested.isStateless
        let revision = isAgreed ? requested : .newestWithHandshake
        var result: JSONObject = [
            "protocolVersion": .string(revision.rawValue),
            "capabilities": methods.capabilities,
            "serverInfo": methods.server.implementation.json(revision),
        ]
        if let instructions = methods.server.instructions { result["instructions"] = .string(instructions) }
        return result
    }
}
