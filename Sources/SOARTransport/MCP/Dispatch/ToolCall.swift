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
        let (name, arguments) = try await methods.recordingFailure(of: call) {
            () throws(CallFailure) -> (String, JSONObject) in
            (try call.requiredString("name"), try call.object("arguments"))
        }
        if let tool = offers.tool(named: name) { meter = tool.meter }
        if let failure = methods.tooOften(call) {
            // Before anything is looked up for it, so nobody says which of its arguments are secret.
            let entry = call.auditEntry(
                action: name.bounded, resource: "tool:\(name.bounded)", parameters: arguments.showing([]),
                outcome: .failure, error: failure.operatorMessage)
            try await methods.record(entry)
            return failure.result.json(call.revision)
        }
        guard let registered = try await tool(named: name) else {
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
        let tool = registered.tool
        let bare = call.context(CallExchange())
        let shown = await shown(arguments, of: tool, bare)
        var entry = call.auditEntry(
            action: name, resource: tool.auditResource(arguments), parameters: shown.arguments, outcome: .pending)
        entry.isRead = tool.annotations.isReadOnly
        try await methods.require(tool.requirement, of: call, entry)
        if let failure = shown.failure {
            return try await refusing(try await undecided(failure, "audit parameters", entry), entry)
        }
        let exchange = try await methods.recordingFailure(in: entry) { () throws(CallFailure) in
            try self.exchange(registered, arguments)
        }
        if let found = ArgumentCheck(registered.schemas.input).refusal(of: arguments) {
            let refusal = tool.explain?(arguments) ?? found
            try await methods.record(entry.ending(.failure, error: refusal.message))
            return refusal.result.json(call.revision)
        }
        if let permission = tool.permission {
            if let denial = try await denial(permission, ToolArguments(arguments), bare, entry) {
                return try await refusing(denial, entry)
            }
        }
        if !tool.annotations.isReadOnly {
            var intent = entry
            intent.phase = .intent
            try await methods.record(intent)
        }
        return try await run(registered, ToolArguments(arguments), exchange, entry)
    }

    /// One of the server's own tools, or one that a provider has for this caller.
    private func tool(named name: String) async throws(CallFailure) -> RegisteredTool? {
        if let tool = offers.tool(named: name) { return tool }
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
        let tool = registered.tool
        let outcome = await methods.outcome(of: call, exchange, tool.name, isCounted: true) { context in
            try await tool.handler(arguments, context)
        }
        do throws(CallFailure) {
            let (result, ending) = try answer(outcome, registered, entry)
            try await methods.record(ending)
            return try result.get()
        } catch {
            // "Try again" would be the wrong word where it may have been done already; the intent is on record.
            guard !tool.annotations.isReadOnly, case .refused(.unavailable(let detail)) = error else { throw error }
            call.logger.error(
                "A call's outcome is not on record", metadata: ["tool": "\(tool.name)", "error": "\(detail)"])
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
