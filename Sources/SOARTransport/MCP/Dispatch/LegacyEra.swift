//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// The revisions with a handshake (MCP lifecycle, 2025-03-26 to 2025-11-25).
///
/// Without a session every request stands alone, and what needs one is not announced.
struct LegacyEra {
    /// Messages in a batch at most.
    static let maximumBatch = 50

    let methods: MCPMethods
    let incoming: MCPIncoming
    let revision: ProtocolRevision
    let session: LegacySession?

    /// Answers one message.
    func reply(to message: JSONRPCMessage) async throws(AuthenticationFailure) -> MCPReply {
        switch message {
        case .notification(let method, let params):
            noticed(method, params)
            return .accepted
        case .response(let id, let outcome):
            session?.resolve(id, outcome)
            return .accepted
        case .request(let request):
            if request.method == "initialize", let open = incoming.openSession {
                return try initialize(request, open)
            }
            guard let response = try await response(to: request) else { return .silence }
            return MCPReply(response)
        }
    }

    /// Answers an array of messages (2025-03-26, "Batching").
    ///
    /// A refusal is told within. So is an outage, unless it meets the first message: an answer that is there already
    /// may be that of something that was done, and must not be lost.
    func reply(toBatch elements: [JSONValue]) async throws(AuthenticationFailure) -> MCPReply {
        guard (1...Self.maximumBatch).contains(elements.count) else {
            return .badRequest(nil, .invalidRequest("A batch holds 1 to \(Self.maximumBatch) messages."))
        }
        var answers: [JSONValue] = []
        for (position, element) in elements.enumerated() {
            if let answer = try await answer(toElement: element, position: position, isFirst: answers.isEmpty) {
                answers.append(answer.json)
            }
        }
        return answers.isEmpty ? .accepted : MCPReply(status: 200, body: .array(answers))
    }

    private func noticed(_ method: String, _ params: JSONObject) {
        guard method == "notifications/cancelled", let id = params["requestId"].flatMap(RequestID.init) else { return }
        (session?.calls ?? incoming.calls)?.cancel(id)
    }

    private func answer(
        toElement element: JSONValue, position: Int, isFirst: Bool
    ) async throws(AuthenticationFailure) -> JSONRPCResponse? {
        let message: JSONRPCMessage
        do throws(JSONRPCFault) {
            message = try JSONRPCMessage(element)
        } catch {
            return JSONRPCResponse(id: error.id, error: error.error)
        }
        let request: JSONRPCRequest
        switch message {
        case .request(let sent): request = sent
        case .notification(let method, let params):
            noticed(method, params)
            return nil
        case .response(let id, let outcome):
            session?.resolve(id, outcome)
            return nil
        }
        guard request.method != "initialize" else {
            return JSONRPCResponse(id: request.id, error: .invalidRequest("'initialize' can't be part of a batch."))
        }
        do throws(AuthenticationFailure) {
            return try await response(to: request, position: position)
        } catch {
            if case .unavailable = error, isFirst { throw error }
            return JSONRPCResponse(id: request.id, error: JSONRPCError(error))
        }
    }

    /// The answer; nil where the client said that it wants none.
    private func response(
        to request: JSONRPCRequest, position: Int? = nil
    ) async throws(AuthenticationFailure) -> JSONRPCResponse? {
        // A transport that knows how to stop this call has taken note of it already.
        let calls = incoming.stop == nil ? session?.calls ?? incoming.calls : nil
        let begun = calls?.begin(request.id)
        guard calls == nil || begun != nil else {
            return JSONRPCResponse(id: request.id, error: .invalidRequest("A request with this id is under way."))
        }
        defer { calls?.end(request.id) }
        let call = MCPCall(
            request, revision, incoming, session: session, stop: begun ?? incoming.stop, position: position)
        do throws(CallFailure) {
            return JSONRPCResponse(id: call.id, outcome: .success(try await result(of: call)))
        } catch {
            switch error {
            case .protocolError(let error): return JSONRPCResponse(id: call.id, error: error)
            case .refused(let failure): throw failure
            case .stopped: return nil
            }
        }
    }

    private func result(of call: MCPCall) async throws(CallFailure) -> JSONObject {
        switch call.method {
        case "initialize":
            if let error = Self.fault(inHandshake: call.params) { throw .protocolError(error) }
            let requested = ProtocolRevision(rawValue: try call.requiredString("protocolVersion"))
            return initializeResult(Self.agreed(requested), tells: false)
        case "ping": return [:]
        case "logging/setLevel" where methods.server.configuration.sendsLogMessages:
            let level = try MCPMethods.logLevel(call.params["level"], "The parameter 'level'")
            if let session {
                session.logLevel = level
            } else {
                methods.logLevels.set(level, of: CallOwner(call.caller))
            }
            return [:]
        case "resources/subscribe" where session != nil: return try await subscribe(call)
        case "resources/unsubscribe" where session != nil:
            session?.mailbox.unwant(.resource(try call.requiredString("uri")))
            return [:]
        default:
            guard let result = try await methods.result(of: call) else {
                throw .protocolError(.methodNotFound(call.method))
            }
            return result
        }
    }

    private func subscribe(_ call: MCPCall) async throws(CallFailure) -> JSONObject {
        let uri = try call.requiredString("uri")
        let offers = methods.server.offers
        guard offers.kinds.contains(.resources) else { throw .protocolError(.methodNotFound(call.method)) }
        guard let source = ResourceSource(uri, in: offers) else {
            throw .protocolError(.resourceNotFound(uri, call.revision))
        }
        let entry = call.auditEntry(action: call.method, resource: uri, outcome: .pending)
        try await methods.require(source.requirement, of: call, entry)
        guard try await !ResourceSource.visible([(uri, source)], to: call, methods).isEmpty else {
            let rule = try await source.refusal(of: call.caller)
            try await methods.record(entry.ending(.denied, error: rule ?? "not visible"))
            throw .protocolError(.resourceNotFound(uri, call.revision))
        }
        guard session?.mailbox.want(.resource(uri), limit: LegacySession.maximumWanted) ?? false else {
            throw .protocolError(.invalidParams("This session has as many subscriptions as it may have."))
        }
        return [:]
    }

    /// Opens a session, and answers with what it can do.
    private func initialize(
        _ request: JSONRPCRequest, _ open: (CallOwner, ProtocolRevision, ClientCapabilities) -> LegacySession?
    ) throws(AuthenticationFailure) -> MCPReply {
        guard case .string(let requested)? = request.params["protocolVersion"] else {
            let error = JSONRPCError.invalidParams("The parameter 'protocolVersion' must be a string.")
            return MCPReply(JSONRPCResponse(id: request.id, error: error))
        }
        if let error = Self.fault(inHandshake: request.params) {
            return MCPReply(JSONRPCResponse(id: request.id, error: error))
        }
        let revision = Self.agreed(ProtocolRevision(rawValue: requested))
        let capabilities = ClientCapabilities(request.params["capabilities"]?.objectValue ?? [:])
        guard let session = open(CallOwner(incoming.caller), revision, capabilities) else {
            throw .unavailable("sessions: as many are open as may be")
        }
        let result = initializeResult(revision, tells: true)
        var reply = MCPReply(JSONRPCResponse(id: request.id, outcome: .success(result)))
        reply.sessionID = session.id
        return reply
    }

    /// What is wrong with what the client says of itself; that it says nothing is let pass.
    private static func fault(inHandshake params: JSONObject) -> JSONRPCError? {
        for name in ["capabilities", "clientInfo"] {
            guard let value = params[name], value.objectValue == nil else { continue }
            return .invalidParams("The parameter '\(name)' must be an object.")
        }
        return nil
    }

    /// The same revision where it is served, else the newest one that has a handshake (lifecycle, "Version
    /// Negotiation").
    private static func agreed(_ requested: ProtocolRevision) -> ProtocolRevision {
        requested.isServed && !requested.isStateless ? requested : .newestWithHandshake
    }

    private func initializeResult(_ revision: ProtocolRevision, tells: Bool) -> JSONObject {
        var result: JSONObject = [
            "protocolVersion": .string(revision.rawValue),
            "capabilities": methods.capabilities(tells: tells),
            "serverInfo": methods.server.implementation.json(revision),
        ]
        if let instructions = methods.server.instructions { result["instructions"] = .string(instructions) }
        return result
    }
}
