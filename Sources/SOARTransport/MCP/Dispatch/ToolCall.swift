//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

/// One `tools/call`: permission, audit, then effect (MCP server, "Calling Tools").
struct ToolCall {
    private let methods: MCPMethods
    private let call: MCPCall

    init(_ methods: MCPMethods, _ call: MCPCall) {
        self.methods = methods
        self.call = call
    }

    func result() async throws(CallFailure) -> JSONObject {
        let (name, arguments) = try await methods.recordingFailure(of: call) {
            () throws(CallFailure) -> (String, JSONObject) in
            let name = try call.requiredString("name")
            return (name, try self.arguments())
        }
        guard let tool = methods.server.tool(named: name) else {
            let entry = call.auditEntry(
                action: name.bounded, resource: "tool:unknown", parameters: arguments, outcome: .failure,
                error: "unknown tool"
            )
            try await methods.record(entry)
            throw .protocolError(.invalidParams("There is no tool '\(name.bounded)'."))
        }
        let entry = call.auditEntry(
            action: name, resource: tool.auditResource(arguments),
            parameters: await tool.auditParameters(arguments, call.context), outcome: .pending
        )
        try await methods.require(tool.requirement, of: call, entry)
        if !tool.annotations.isReadOnly {
            var intent = entry
            intent.phase = .intent
            try await methods.record(intent)
        }
        return try await run(tool, ToolArguments(arguments), entry)
    }

    private func arguments() throws(CallFailure) -> JSONObject {
        switch call.params["arguments"] {
        case nil, .null: [:]
        case .object(let members): members
        default: throw .protocolError(.invalidParams("The parameter 'arguments' must be an object."))
        }
    }

    private func run(_ tool: Tool, _ arguments: ToolArguments, _ entry: AuditEntry) async throws(CallFailure)
        -> JSONObject
    {
        let (answer, ending) = await answer(tool, arguments, entry)
        do throws(CallFailure) {
            try await methods.record(ending)
            return try answer.get().json(call.revision)
        } catch {
            // "Try again" would be the wrong word where it may have been done already; the intent is on record.
            guard !tool.annotations.isReadOnly, case .refused(.unavailable(let detail)) = error else { throw error }
            call.context.logger.error(
                "A call's outcome is not on record", metadata: ["tool": "\(tool.name)", "error": "\(detail)"])
            let failure = ToolFailure(
                "It may have been done, but that could not be recorded. Do not repeat it: ask the operator about call "
                    + "\(call.origin.callID). 操作可能已执行，但未能记录；请勿重复，请联系管理员。")
            return failure.result.json(call.revision)
        }
    }

    /// What the handler says, and what the audit log is to say of it.
    private func answer(_ tool: Tool, _ arguments: ToolArguments, _ entry: AuditEntry) async
        -> (Result<ToolResult, CallFailure>, AuditEntry)
    {
        do {
            let context = call.context
            let result = try await AuthContext.$current.withValue(call.caller) {
                try await tool.handler(arguments, context)
            }
            return (.success(result), entry.ending(result.isError ? .failure : .success))
        } catch let failure as ToolFailure {
            let error = failure.operatorMessage ?? failure.message
            return (.success(failure.result), entry.ending(.failure, error: error))
        } catch let failure as StoreError {
            let refusal = CallFailure.refused(.unavailable(failure.description))
            return (.failure(refusal), entry.ending(.failure, error: failure.description))
        } catch {
            call.context.logger.error("A tool failed", metadata: ["tool": "\(tool.name)", "error": "\(error)"])
            let failure = ToolFailure("The tool failed; the server's log says why under \(call.origin.callID).")
            return (.success(failure.result), entry.ending(.failure, error: "\(type(of: error))"))
        }
    }
}
