//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth

extension MCPMethods {
    /// Takes note of a call, and says why its caller has to wait before the next; nil where it may call.
    func tooOften(_ call: MCPCall) -> ToolFailure? {
        guard let delay = server.runner.rates?.delay(of: CallOwner(call.caller), now: .now) else { return nil }
        return ToolFailure(
            "You have called too often. Try again in \(delay.components.seconds + 1) s.",
            operatorMessage: "called too often", isInternal: true)
    }

    /// Runs what an author decides by before there is anything to answer with, within the limits of handlers.
    ///
    /// - Parameters:
    ///   - what: Says in an outage what could not be told.
    ///   - call: What is answered.
    ///   - body: The author's code.
    /// - Returns: What was decided.
    /// - Throws: ``CallFailure``: what it throws is an outage, for whoever can't tell does not permit.
    func deciding<Value: Sendable>(
        _ what: String, for call: MCPCall, _ body: @escaping @Sendable () async throws -> Value
    ) async throws(CallFailure) -> Value {
        do {
            return try await server.runner.run(CallExchange(), stop: call.stop, body)
        } catch HandlerFailure.stopped {
            throw .stopped
        } catch {
            throw .refused(.unavailable("\(what): \(error)"))
        }
    }
}
