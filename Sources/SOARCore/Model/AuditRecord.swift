//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// One line of the audit log: who asked for what, and what came of it.
public struct AuditRecord: Hashable, Sendable {
    /// Whether the record was written before the effect or after it.
    public enum Phase: String, Sendable, CaseIterable {
        /// Written before a side effect; the outcome follows in a record with the same ``AuditRecord/callID``.
        case intent
        /// What came of the call.
        case outcome
    }

    /// What came of a call.
    public enum Outcome: String, Sendable, CaseIterable {
        /// An intent's outcome is still open.
        case pending
        case success
        /// Allowed, but it could not be done.
        case failure
        /// Refused: no valid credentials, or not permitted.
        case denied
    }

    /// The same in an intent and its outcome.
    public var callID: String
    public var phase: Phase
    public var time: Date
    /// The API token's number; nil where the caller had none of ours.
    public var tokenID: APITokenID?
    /// The token's name or the subject; nil where nobody was recognised.
    public var tokenName: String?
    public var tenant: TenantID?
    /// The tool's name or the JSON-RPC method; `authenticate` for credentials that were refused.
    public var action: String
    /// What it was done to, as a URI.
    public var resource: String
    /// What was asked for, with secrets taken out.
    public var parameters: JSONValue?
    public var outcome: Outcome
    /// Why it failed or was refused, for the operator.
    public var error: String?
    /// From the request's arrival to the record.
    public var latency: Duration
    /// The address on the other side of the socket.
    public var peer: String?
    public var userAgent: String?
    /// The trace that the call is part of (W3C Trace Context), where the client said so.
    public var traceID: String?

    public init(
        callID: String, phase: Phase = .outcome, time: Date, tokenID: APITokenID? = nil, tokenName: String? = nil,
        tenant: TenantID? = nil, action: String, resource: String, parameters: JSONValue? = nil, outcome: Outcome,
        error: String? = nil, latency: Duration = .zero, peer: String? = nil, userAgent: String? = nil,
        traceID: String? = nil
    ) {
        self.callID = callID
        self.phase = phase
        self.time = time
        self.tokenID = tokenID
        self.tokenName = tokenName
        self.tenant = tenant
        self.action = action
        self.resource = resource
        self.parameters = parameters
        self.outcome = outcome
        self.error = error
        self.latency = latency
        self.peer = peer
        self.userAgent = userAgent
        self.traceID = traceID
    }
}
