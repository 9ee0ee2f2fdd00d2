//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension MCPMethods {
    /// What a handler can send and ask while it answers this call.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - spendsState: Whether a `requestState` is good for one time only, as it must be where something is done.
    /// - Returns: The exchange, before anything was sent.
    /// - Throws: ``CallFailure`` for a `requestState` that is not one of ours for this call.
    func exchange(for call: MCPCall, spendsState: Bool) throws(CallFailure) -> CallExchange {
        let token = call.meta["progressToken"].flatMap { token in RequestID(token)?.json }
        if call.revision.isStateless {
            let level = try logLevel(of: call)
            let capabilities = call.meta["io.modelcontextprotocol/clientCapabilities"]?.objectValue ?? [:]
            return CallExchange(
                revision: call.revision, capabilities: ClientCapabilities(capabilities),
                asking: .rounds(try rounds(of: call, spendsState)), progressToken: token,
                leastLogLevel: { level }, limits: server.runner.limits, sink: call.incoming.sink)
        }
        let sends = server.configuration.sendsLogMessages
        let session = call.session
        let levels = logLevels
        let owner = CallOwner(call.caller)
        // A question that the client reads only at the end would be waited for in vain.
        let asking: CallExchange.Asking =
            if let session, call.incoming.sink?.isLive == true { .session(session, server.runner.timers) } else { .no }
        return CallExchange(
            revision: call.revision, capabilities: session?.capabilities ?? ClientCapabilities(),
            asking: asking, progressToken: token,
            leastLogLevel: { sends ? session?.logLevel ?? levels.level(of: owner) : nil },
            limits: server.runner.limits, sink: call.incoming.sink)
    }

    /// The level that a stateless request names; nil where no messages are to be sent for it.
    private func logLevel(of call: MCPCall) throws(CallFailure) -> LogLevel? {
        guard server.configuration.sendsLogMessages, let named = call.meta["io.modelcontextprotocol/logLevel"] else {
            return nil
        }
        return try Self.logLevel(named, "'io.modelcontextprotocol/logLevel' in '_meta'")
    }

    /// Reads the name of a level.
    static func logLevel(_ value: JSONValue?, _ what: String) throws(CallFailure) -> LogLevel {
        guard let level = value?.stringValue.flatMap(LogLevel.init) else {
            throw .protocolError(.invalidParams("\(what) must be one of \(LogLevel.accepted)."))
        }
        return level
    }

    private func rounds(of call: MCPCall, _ spendsState: Bool) throws(CallFailure) -> RoundTrips {
        let responses = try call.object("inputResponses")
        guard let sealed = call.params["requestState"] else {
            // A client may know beforehand what it will be asked; what it doesn't answer is asked then.
            return RoundTrips(state: nil, responses: responses)
        }
        guard case .string(let text) = sealed else {
            throw .protocolError(.invalidParams("The parameter 'requestState' must be a string."))
        }
        do throws(RequestStateError) {
            let binding = RequestStateSeal.Binding(caller: call.caller, method: call.method, params: call.params)
            let time = now()
            let (state, ticket) = try seal.open(text, for: binding, now: time)
            if spendsState {
                switch usedTickets.claim(ticket, now: time) {
                case .first: break
                case .again: throw .used
                case .full: throw .full
                }
            }
            return RoundTrips(state: state, responses: responses)
        } catch {
            throw .protocolError(error.answer)
        }
    }
}
