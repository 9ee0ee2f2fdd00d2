//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

/// What became of a handler.
enum HandlerOutcome<Value: Sendable>: Sendable {
    case value(Value)
    /// The result that asks the client for what is missing.
    case inputRequired(JSONObject)
    /// The caller is told in the way of the method; the text is for the audit log.
    case failed(ToolFailure, String)
    /// The caller is told by an error; the text is for the audit log.
    case refused(CallFailure, String)

    /// The result of a method that tells a failure by an error.
    func result(_ json: (Value) -> JSONObject) throws(CallFailure) -> JSONObject {
        switch self {
        case .value(let value): return json(value)
        case .inputRequired(let result): return result
        case .failed(let failure, _): throw .protocolError(.internalError(failure.message))
        case .refused(let failure, _): throw failure
        }
    }

    /// How the audit log is to end the call's entry.
    func ending(_ entry: AuditEntry) -> AuditEntry {
        switch self {
        case .value: entry.ending(.success)
        case .inputRequired: entry.ending(.success, error: "input required")
        case .failed(_, let text), .refused(_, let text): entry.ending(.failure, error: text)
        }
    }
}

extension MCPMethods {
    /// Runs the handler of a tool, a prompt or a resource within the limits, and sorts what it threw.
    ///
    /// - Parameters:
    ///   - call: What is answered.
    ///   - exchange: The messages meanwhile.
    ///   - name: What is run, for the log.
    ///   - atHand: Answers at once, where that can be; nil leaves it to the handler.
    ///   - body: The handler.
    /// - Returns: What became of it.
    func outcome<Value: Sendable>(
        of call: MCPCall, _ exchange: CallExchange, _ name: String,
        atHand: ((CallContext) throws -> Value?)? = nil,
        _ body: @escaping @Sendable (CallContext) async throws -> Value
    ) async -> HandlerOutcome<Value> {
        let context = call.context(exchange)
        defer { exchange.end() }
        if let delay = server.runner.rates?.delay(of: CallOwner(call.caller), now: .now) {
            let seconds = delay.components.seconds + 1
            return .failed(ToolFailure("You have called too often. Try again in \(seconds) s."), "called too often")
        }
        do {
            if let atHand, call.stop?.reason == nil, let value = try atHand(context) { return .value(value) }
            return .value(
                try await server.runner.run(exchange, stop: call.stop) {
                    try await AuthContext.$current.withValue(context.caller) {
                        guard let trace = call.origin.trace else { return try await body(context) }
                        return try await TraceContext.$current.withValue(trace) { try await body(context) }
                    }
                })
        } catch let failure as ToolFailure {
            return .failed(failure, failure.operatorMessage ?? failure.message)
        } catch let required as InputRequired {
            return inputRequired(required, call, exchange)
        } catch let failure as AskingFailure {
            return Self.sorted(failure, call)
        } catch let failure as HandlerFailure {
            return Self.sorted(failure)
        } catch let failure as StoreError {
            return .refused(.refused(.unavailable(failure.description)), failure.description)
        } catch {
            call.logger.error("A handler failed", metadata: ["name": "\(name)", "error": "\(error)"])
            let failure = ToolFailure("It failed; the server's log says why under \(call.origin.callID).")
            return .failed(failure, "\(type(of: error))")
        }
    }

    private static func sorted<Value>(_ failure: HandlerFailure) -> HandlerOutcome<Value> {
        switch failure {
        case .timedOut(let limit):
            .failed(ToolFailure("It took longer than \(limit.components.seconds) s and was stopped."), "timed out")
        case .busy: .failed(ToolFailure("The server is busy. Try again in a few seconds."), "busy")
        case .stopped(.cancelled): .refused(.stopped, "cancelled by the client")
        case .stopped(.disconnected): .refused(.stopped, "the client disconnected")
        }
    }

    private static func sorted<Value>(_ failure: AskingFailure, _ call: MCPCall) -> HandlerOutcome<Value> {
        guard call.revision.isStateless else { return .failed(ToolFailure(failure.description), failure.description) }
        switch failure {
        case .unsupported(let capability):
            let error = JSONRPCError(
                code: -32021, message: failure.description, data: ["requiredCapabilities": .object(capability)])
            return .refused(.protocolError(error), failure.description)
        case .malformed, .unfitting:
            return .refused(.protocolError(.invalidParams(failure.description)), failure.description)
        case .unreachable, .refused, .timedOut, .inexpressible:
            return .failed(ToolFailure(failure.description), failure.description)
        }
    }

    private func inputRequired<Value>(
        _ required: InputRequired, _ call: MCPCall, _ exchange: CallExchange
    ) -> HandlerOutcome<Value> {
        guard case .rounds(let rounds) = exchange.asking else {
            return .failed(ToolFailure("The client can't be asked."), "asked outside of a round")
        }
        do throws(RequestStateError) {
            let binding = RequestStateSeal.Binding(caller: call.caller, method: call.method, params: call.params)
            let state = try seal.seal(rounds.state, for: binding, now: now())
            var requests = JSONObject()
            for (name, question) in required.questions { requests[name] = .object(question.json) }
            return .inputRequired([
                "resultType": "input_required", "inputRequests": .object(requests), "requestState": .string(state),
            ])
        } catch {
            return .refused(.protocolError(error.answer), error.label)
        }
    }
}
