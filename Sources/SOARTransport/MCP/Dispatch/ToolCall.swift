//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

/// One `tools/call`: permission, arguments, audit, then effect (MCP server, "Calling Tools").
struct ToolCall {
    let methods: MCPMethods
    let call: MCPCall
    let offers: MCPOffers

    /// Answers the call, and counts it.
    func result() async throws(CallFailure) -> JSONObject {
        let begun = ContinuousClock.now
        var meter = methods.server.unknownTools
        let outcome: ToolMeter.Outcome
        defer { meter.answered(outcome, after: begun.duration(to: .now), in: methods.server.configuration.metrics) }
        do throws(CallFailure) {
            let result = try await answered(&meter)
            outcome = ToolMeter.Outcome(result)
            return result
        } catch {
            outcome = ToolMeter.Outcome(error)
            throw error
        }
    }

    private func answered(_ meter: inout ToolMeter) async throws(CallFailure) -> JSONObject {
        let name: String
        let arguments: JSONObject
        do throws(CallFailure) {
            name = try call.requiredString("name")
            arguments = try call.object("arguments")
        } catch {
            throw try await methods.recorded(
                error, in: call.auditEntry(action: call.method, resource: "mcp:endpoint", outcome: .pending))
        }
        // What waits for nobody stays out of functions that could wait: each of those costs.
        var found = offers.tool(named: name)
        if let found { meter = found.meter }
        if let failure = methods.tooOften(call) {
            // Before anything is looked up for it, so nobody says which of its arguments are secret.
            let entry = call.auditEntry(
                action: name.bounded, resource: "tool:\(name.bounded)", parameters: arguments.showing([]),
                outcome: .failure, error: failure.operatorMessage)
            try await methods.record(entry)
            return failure.result.json(call.revision)
        }
        if found == nil { found = try await providedTool(named: name) }
        guard let registered = found else {
            // Which of its arguments are secret, only the tool could say: a renamed one may have had a password.
            let rule = try await refusal(ofTool: name)
            let entry = call.auditEntry(
                action: name.bounded, resource: "tool:unknown", parameters: arguments.showing([]),
                outcome: rule == nil ? .failure : .denied, error: rule ?? "unknown tool"
            )
            try await methods.record(entry)
            throw .protocolError(.invalidParams("There is no tool '\(name.bounded)'."))
        }
        meter = registered.meter
        let isReadOnly = registered.tool.annotations.isReadOnly
        var shown = (arguments: arguments, failure: HandlerFailure?.none)
        if registered.tool.auditParameters != nil {
            shown = await self.shown(arguments, of: registered.tool, call.context(CallExchange()))
        }
        var entry = call.auditEntry(
            action: name, resource: registered.tool.auditResource(arguments), parameters: shown.arguments,
            outcome: .pending)
        entry.isRead = isReadOnly
        if !registered.tool.requirement.isMet(by: call.caller) {
            try await methods.require(registered.tool.requirement, of: call, entry)
        }
        if let failure = shown.failure {
            return try await refusing(try await undecided(failure, "audit parameters", entry), entry)
        }
        let exchange: CallExchange
        do throws(CallFailure) {
            exchange = try self.exchange(registered, arguments)
        } catch {
            throw try await methods.recorded(error, in: entry)
        }
        if let found = ArgumentCheck(registered.schemas.input).refusal(of: arguments) {
            let refusal = registered.tool.explain?(arguments) ?? found
            try await methods.record(entry.ending(.failure, error: refusal.message))
            return refusal.result.json(call.revision)
        }
        if let permission = registered.tool.permission {
            let context = call.context(CallExchange())
            if let denial = try await denial(permission, ToolArguments(arguments), context, entry) {
                return try await refusing(denial, entry)
            }
        }
        if !isReadOnly {
            var intent = entry
            intent.phase = .intent
            try await methods.record(intent)
        }
        return try await run(registered, ToolArguments(arguments), exchange, entry)
    }

    /// The tool that a provider has for this caller.
    private func providedTool(named name: String) async throws(CallFailure) -> RegisteredTool? {
        let providers = methods.server.providers
        guard !providers.isEmpty else { return nil }
        let provided: Tool? = try await methods.deciding("tool \(name.bounded)", for: call) { [caller = call.caller] in
            for provider in providers {
                if let tool = try await provider.tool(named: name, for: caller) { return tool }
            }
            return nil
        }
        guard let provided else { return nil }
        do throws(MCPRegistrationError) {
            return try methods.server.providedTools.registered(provided, call.logger)
        } catch {
            throw .protocolError(.internalError())
        }
    }

    /// The rule by which a provider has no such tool for this caller.
    private func refusal(ofTool name: String) async throws(CallFailure) -> String? {
        for provider in methods.server.providers {
            do {
                if let rule = try await provider.refusal(ofTool: name, for: call.caller) { return rule }
            } catch {
                throw .refused(.unavailable("tool \(name.bounded): \(error)"))
            }
        }
        return nil
    }

    /// What is left to be checked of the request.
    private func exchange(
        _ registered: RegisteredTool, _ arguments: JSONObject
    ) throws(CallFailure) -> CallExchange {
        if let headers = call.headers, call.revision.isStateless {
            do throws(JSONRPCError) {
                try registered.schemas.headers.check(arguments, headers: headers)
            } catch {
                throw .protocolError(error)
            }
        }
        return try methods.exchange(for: call, spendsState: !registered.tool.annotations.isReadOnly)
    }

    private func run(
        _ registered: RegisteredTool, _ arguments: ToolArguments, _ exchange: CallExchange, _ entry: AuditEntry
    ) async throws(CallFailure) -> JSONObject {
        let handler = registered.tool.handler
        let outcome = await methods.outcome(
            of: call, exchange, registered.tool.name, isCounted: true,
            atHand: { try registered.tool.answerAtHand?(arguments, $0) },
            { context in try await handler(arguments, context) })
        do throws(CallFailure) {
            let (result, ending) = try answer(outcome, registered, entry)
            try await methods.record(ending)
            return try result.get()
        } catch {
            // "Try again" would be the wrong word where it may have been done already; the intent is on record.
            guard !entry.isRead, case .refused(.unavailable(let detail)) = error else { throw error }
            call.logger.error(
                "A call's outcome is not on record",
                metadata: ["tool": "\(registered.tool.name)", "error": "\(detail)"])
            let failure = ToolFailure(
                "It may have been done, but that could not be recorded. Do not repeat it: ask the operator about call "
                    + "\(call.origin.callID). 操作可能已执行，但未能记录；请勿重复，请联系管理员。")
            return failure.result.json(call.revision)
        }
    }

    /// What the caller is told, and what the audit log is to say of it.
    private func answer(
        _ outcome: HandlerOutcome<ToolResult>, _ registered: RegisteredTool, _ entry: AuditEntry
    ) throws(CallFailure) -> (Result<JSONObject, CallFailure>, AuditEntry) {
        switch outcome {
        case .value(let result) where result.isError:
            return (.success(result.json(call.revision)), entry.ending(.failure))
        case .value(let result):
            if let fault = fault(in: result, of: registered) {
                call.logger.error(
                    "A tool broke its output schema",
                    metadata: ["tool": "\(registered.tool.name)", "fault": "\(fault)"])
                return (
                    .success(withheld(registered.tool).result.json(call.revision)),
                    entry.ending(.failure, error: "broke its output schema")
                )
            }
            let noticed =
                methods.server.configuration.expiryNotice?.added(to: result, of: call.caller, at: methods.now())
                ?? result
            return (.success(noticed.json(call.revision)), outcome.ending(entry))
        case .inputRequired(let result): return (.success(result), outcome.ending(entry))
        case .failed(let failure, _): return (.success(failure.result.json(call.revision)), outcome.ending(entry))
        case .refused(.stopped, let reason) where !registered.tool.annotations.isReadOnly:
            // What it had asked somebody else to do may go on.
            return (.failure(.stopped), entry.ending(.failure, error: "\(reason); it may have been done all the same"))
        case .refused(let failure, _): return (.failure(failure), outcome.ending(entry))
        }
    }

    /// What is wrong with the structured content: the author's mistake, not the caller's.
    private func fault(in result: ToolResult, of registered: RegisteredTool) -> String? {
        guard let schema = registered.schemas.output else { return nil }
        guard let content = result.structuredContent else { return "there is no structuredContent" }
        guard methods.server.configuration.checksResults, let violation = schema.check(content) else { return nil }
        // What is too large to be checked may well be right.
        return violation.problem == .uncheckable ? nil : violation.sentence(noun: "value")
    }

    /// What is said instead of an answer that its own tool broke a promise with.
    private func withheld(_ tool: Tool) -> ToolFailure {
        let done =
            tool.annotations.isReadOnly ? "" : " What it does may have been done: do not repeat it. 操作可能已执行，请勿重复。"
        return ToolFailure(
            "The tool's answer is not what its output schema promises, so it is kept back; the server's log says why under "
                + "\(call.origin.callID).\(done)")
    }
}
