//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
public import SOARAuth
public import SOARCore

/// What a handler knows about the call that it answers, and what it can do meanwhile.
public struct CallContext: Sendable {
    private enum NamedLogger: Sendable {
        case itself(Logger)
        case ofCall(MCPCall)
    }

    /// Who is calling.
    ///
    /// Decide by this, never by a task local.
    public var caller: AccessToken
    /// The revision that the answer is worded in.
    public var revision: ProtocolRevision
    /// Names the call in the audit log and in the server's log.
    public var callID: String
    /// Carries the call's id.
    public var logger: Logger {
        get {
            switch namedLogger {
            case .itself(let logger): logger
            case .ofCall(let call): call.logger
            }
        }
        set { namedLogger = .itself(newValue) }
    }
    /// What the request says about itself (its `_meta`).
    public var meta: JSONObject
    /// What the client can be asked for.
    public var clientCapabilities: ClientCapabilities { exchange.capabilities }
    /// Messages to the client and back, as long as the call is under way.
    let exchange: CallExchange
    private var namedLogger: NamedLogger

    /// A context outside of any server, for tests: nothing is sent, and the client can't be asked.
    public init(
        caller: AccessToken, revision: ProtocolRevision, callID: String, logger: Logger, meta: JSONObject = [:]
    ) {
        self.init(
            caller: caller, revision: revision, callID: callID, logger: logger, meta: meta, exchange: CallExchange())
    }

    init(
        caller: AccessToken, revision: ProtocolRevision, callID: String, logger: Logger, meta: JSONObject,
        exchange: CallExchange
    ) {
        self.caller = caller
        self.revision = revision
        self.callID = callID
        self.meta = meta
        self.exchange = exchange
        namedLogger = .itself(logger)
    }

    init(_ call: MCPCall, _ exchange: CallExchange) {
        caller = call.caller
        revision = call.revision
        callID = call.origin.callID
        meta = call.meta
        self.exchange = exchange
        namedLogger = .ofCall(call)
    }
}
