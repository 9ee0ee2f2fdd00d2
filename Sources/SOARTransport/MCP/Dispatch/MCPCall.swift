//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Logging
import SOARAuth
import SOARCore

/// One request on its way, with all that is known about it.
struct MCPCall: Sendable {
    var id: RequestID
    var method: String
    var params: JSONObject
    var revision: ProtocolRevision
    var incoming: MCPIncoming
    /// The client's session, in revisions that have them.
    var session: LegacySession?
    /// Says that nobody waits for it any more.
    var stop: StopSignal?
    /// Carries the call's id, and its place in a trace.
    private(set) var logger: Logger

    init(
        _ request: JSONRPCRequest, _ revision: ProtocolRevision, _ incoming: MCPIncoming, session: LegacySession? = nil
    ) {
        id = request.id
        method = request.method
        params = request.params
        self.revision = revision
        self.incoming = incoming
        self.session = session
        stop = incoming.stop
        logger = incoming.logger
        // What the message itself says is nearer to the call than what came with the request around it.
        if let trace = TraceContext(meta: meta) { self.incoming.origin.trace = trace }
        nameLogger()
    }

    /// Tells the messages of a batch apart: an intent is settled by its own outcome, not by a neighbour's.
    mutating func number(_ position: Int) {
        incoming.origin.callID += "-\(position + 1)"
        nameLogger()
    }

    private mutating func nameLogger() {
        for (key, value) in origin.metadata { logger[metadataKey: key] = value }
    }

    var caller: AccessToken { incoming.caller }
    var origin: CallOrigin { incoming.origin }
    var headers: HTTPFields? { incoming.headers }
    /// The request's `_meta`; empty where there is none.
    var meta: JSONObject { params["_meta"]?.objectValue ?? [:] }

    func context(_ exchange: CallExchange) -> CallContext {
        CallContext(
            caller: caller, revision: revision, callID: origin.callID, logger: logger, meta: meta, exchange: exchange)
    }

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
        case nil, .null: [:]
        case .object(let members): members
        default: throw .protocolError(.invalidParams("The parameter '\(place)' must be an object."))
        }
    }
}
