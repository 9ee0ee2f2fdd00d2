//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// What the author of a tool decides before it is run; within the limits of handlers, for it may ask others.
extension ToolCall {
    /// What of the arguments may stand in the audit log; none of their values where the tool does not say that in time.
    func shown(
        _ arguments: JSONObject, of tool: Tool, _ context: CallContext
    ) async -> (arguments: JSONObject, failure: HandlerFailure?) {
        guard let parameters = tool.auditParameters else { return (arguments, nil) }
        do {
            let shown = try await methods.server.runner.run(context.exchange, stop: call.stop) {
                await parameters(arguments, context)
            }
            return (shown, nil)
        } catch {
            return (arguments.showing([]), error as? HandlerFailure ?? .stopped(.disconnected))
        }
    }

    /// Who can't tell whether a call is permitted does not permit it.
    func denial(
        _ permission: @escaping @Sendable (ToolArguments, CallContext) async throws -> ToolDenial?,
        _ arguments: ToolArguments, _ context: CallContext, _ entry: AuditEntry
    ) async throws(CallFailure) -> ToolDenial? {
        do {
            return try await methods.server.runner.run(context.exchange, stop: call.stop) {
                try await permission(arguments, context)
            }
        } catch let failure as ToolFailure {
            var denial = ToolDenial(failure, rule: failure.operatorMessage ?? failure.message)
            denial.isFailure = true
            return denial
        } catch let failure as HandlerFailure {
            return try await undecided(failure, "permission", entry)
        } catch {
            try await methods.record(entry.ending(.failure, error: "permission: \(error)"))
            throw .refused(.unavailable("permission: \(error)"))
        }
    }

    /// Where the author's code came to no decision.
    ///
    /// - Throws: ``CallFailure/stopped``, recorded, where nobody waits for one any more.
    func undecided(
        _ failure: HandlerFailure, _ what: String, _ entry: AuditEntry
    ) async throws(CallFailure) -> ToolDenial {
        let text = "\(what): \(failure.label)"
        if case .stopped = failure {
            try await methods.record(entry.ending(.failure, error: text))
            throw .stopped
        }
        var denial = ToolDenial(ToolFailure(failure.message, isInternal: true), rule: text)
        denial.isFailure = true
        return denial
    }

    /// Records a call that goes no further, and words that for the caller.
    func refusing(_ denial: ToolDenial, _ entry: AuditEntry) async throws(CallFailure) -> JSONObject {
        try await methods.record(entry.ending(denial.isFailure ? .failure : .denied, error: denial.rule))
        return (denial.result ?? denial.failure.result).json(call.revision)
    }
}
