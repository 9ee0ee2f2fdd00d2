//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Logging
import SOARAuth
import SOARCore

/// One request on its way, with all that is known about it.
///
/// A reference, for it is handed from step to step.
final class MCPCall: Sendable {
    let id: RequestID
    let method: String
    let params: JSONObject
    let revision: ProtocolRevision
    let incoming: MCPIncoming
    /// The client's session, in revisions that have them.
    let session: LegacySession?
    /// Says that nobody waits for it any more.
    let stop: StopSignal?

    /// Makes a call of a request.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - revision: What the client speaks.
    ///   - incoming: What came with it.
    ///   - session: The client's session, where it has one.
    ///   - stop: Says that nobody waits for it any more.
    ///   - position: Its place in a batch: an intent is settled by its own outcome, not by a neighbour's.
    init(
        _ request: JSONRPCRequest, _ revision: ProtocolRevision, _ incoming: MCPIncoming,
        session: LegacySession? = nil, stop: StopSignal?, position: Int? = nil
    ) {
        id = request.id
        method = request.method
        params = request.params
        self.revision = revision
        self.session = session
        self.stop = stop
        var incoming = incoming
        // What the message itself says is nearer to the call than what came with the request around it.
        if let meta = request.params["_meta"]?.objectValue, let trace = TraceContext(meta: meta) {
            incoming.origin.trace = trace
        }
        if let position { incoming.origin.callID += "-\(position + 1)" }
        self.incoming = incoming
    }

    /// Carries the call's id, and its place in a trace.
    ///
    /// Made when something is to be said, for most calls have nothing to say.
    var logger: Logger {
        var logger = incoming.logger
        for (key, value) in origin.metadata { logger[metadataKey: key] = value }
        return logger
    }

    var caller: AccessToken { incoming.caller }
    var origin: CallOrigin { incoming.origin }
    var headers: HTTPFields? { incoming.headers }
    /// The request's `_meta`; empty where there is none.
    var meta: JSONObject { params["_meta"]?.objectValue ?? JSONObject() }

    func context(_ exchange: CallExchange) -> CallContext { CallContext(self, exchange) }

    func auditEntry(
        action: String, resource: String, parameters: JSONObject? = nil, outcome: AuditRecord.Outcome,
        error: String? = nil
    ) -> AuditEntry {
        AuditEntry(
            origin, caller: caller, action: action, resource: resource, parameters: parameters, outcome: outcome,
            error: error
        )
    }

    /// The parameter of that name, which must be a string.
    func requiredString(_ name: String) throws(CallFailure) -> String {
        guard case .string(let text)? = params[name] else {
            throw .protocolError(.invalidParams("The parameter '\(name)' must be a string."))
        }
        return text
    }

    /// The parameter of that name, which must be an object; empty where it is absent or null.
    func object(_ name: String) throws(CallFailure) -> JSONObject {
        try Self.object(params[name], name)
    }

    /// The same for a part of a parameter, told by its place.
    static func object(_ value: JSONValue?, _ place: String) throws(CallFailure) -> JSONObject {
        switch value {
        case nil, .null: JSONObject()
        case .object(let members): members
        default: throw .protocolError(.invalidParams("The parameter '\(place)' must be an object."))
        }
    }
}
