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

    /// The result of a method that tells a failure by an error; an internal one where nothing else is said.
    func result(
        failing error: (ToolFailure) -> JSONRPCError = { .internalError($0.message) }, _ json: (Value) -> JSONObject
    ) throws(CallFailure) -> JSONObject {
        switch self {
        case .value(let value): return json(value)
        case .inputRequired(let result): return result
        case .failed(let failure, _): throw .protocolError(error(failure))
        case .refused(let failure, _): throw failure
        }
    }

    /// How the audit log is to end the call's entry.
    func ending(_ entry: AuditEntry) -> AuditEntry {
        switch self {
        case .value: entry.ending(.success)
        case .inputRequired: entry.ending(.success, error: "input required")
        case .failed(let failure, let text):
            // What may have been done already has its intent on record, and is settled as what it came to.
            if entry.isRead, let rule = failure.rule {
                entry.ending(.denied, error: rule)
            } else {
                entry.ending(.failure, error: text)
            }
        case .refused(_, let text): entry.ending(.failure, error: text)
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
    ///   - isCounted: Whether the call was counted already.
    ///   - atHand: Answers at once, where that can be; nil leaves it to the handler.
    ///   - body: The handler.
    /// - Returns: What became of it.
    func outcome<Value: Sendable>(
        of call: MCPCall, _ exchange: CallExchange, _ name: String, isCounted: Bool = false,
        atHand: ((CallContext) throws -> Value?)? = nil,
        _ body: @escaping @Sendable (CallContext) async throws -> Value
    ) async -> HandlerOutcome<Value> {
        let context = call.context(exchange)
        defer { exchange.end() }
        if !isCounted, let failure = tooOften(call) { return .failed(failure, failure.operatorMessage ?? "") }
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
            return Self.unable(
                "It failed; the server's log says why under \(call.origin.callID).", "\(type(of: error))")
        }
    }

    /// A failure for which nothing in the call is to blame.
    private static func unable<Value>(_ message: String, _ text: String) -> HandlerOutcome<Value> {
        .failed(ToolFailure(message, isInternal: true), text)
    }

    private static func sorted<Value>(_ failure: HandlerFailure) -> HandlerOutcome<Value> {
        switch failure {
        case .timedOut, .busy: unable(failure.message, failure.label)
        case .stopped(.cancelled): .refused(.stopped, "cancelled by the client")
        case .stopped(.disconnected): .refused(.stopped, "the client disconnected")
        }
    }

    private static func sorted<Value>(_ failure: AskingFailure, _ call: MCPCall) -> HandlerOutcome<Value> {
        guard call.revision.isStateless else { return unable(failure.description, failure.description) }
        switch failure {
        case .unsupported(let capability):
            let error = JSONRPCError(
                code: -32021, message: failure.description, data: ["requiredCapabilities": .object(capability)])
            return .refused(.protocolError(error), failure.description)
        case .malformed, .unfitting:
            return .refused(.protocolError(.invalidParams(failure.description)), failure.description)
        case .unreachable, .refused, .timedOut, .inexpressible:
            return unable(failure.description, failure.description)
        }
    }

    private func inputRequired<Value>(
        _ required: InputRequired, _ call: MCPCall, _ exchange: CallExchange
    ) -> HandlerOutcome<Value> {
        guard case .rounds(let rounds) = exchange.asking else {
            return Self.unable("The client can't be asked.", "asked outside of a round")
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
