//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// One `completion/complete` (MCP server utilities, "Completion").
///
/// Who may not use a prompt or a template gets no suggestions for it; that is all they learn.
struct CompletionRequest {
    /// Characters of what was typed at most.
    static let maximumTyped = 1024

    let methods: MCPMethods
    let call: MCPCall
    let offers: MCPOffers

    func result() async throws(CallFailure) -> JSONObject {
        guard case .string(let name)? = call.params["argument"]?["name"],
            case .string(let typed)? = call.params["argument"]?["value"], typed.utf8.count <= Self.maximumTyped
        else {
            throw .protocolError(
                .invalidParams(
                    "The parameter 'argument' must hold 'name' and 'value', strings of at most "
                        + "\(Self.maximumTyped) bytes."))
        }
        let filled = try filledIn()
        let (completion, requirement) = try completion(for: name)
        guard let completion, requirement.isMet(by: call.caller) else { return Completion.json([]) }
        let outcome = await methods.outcome(of: call, CallExchange(revision: call.revision), "completion") { context in
            try await completion.suggest(typed, filled, context)
        }
        switch outcome {
        case .value(let values): return Completion.json(values)
        case .inputRequired, .failed: return Completion.json([])
        case .refused(let failure, _): throw failure
        }
    }

    /// What was filled in already, from 2025-06-18 on.
    private func filledIn() throws(CallFailure) -> [String: String] {
        var filled: [String: String] = [:]
        let context = try call.object("context")
        for (name, value) in try MCPCall.object(context["arguments"], "context.arguments") {
            guard case .string(let text) = value else {
                throw .protocolError(.invalidParams("The arguments in 'context' must be strings."))
            }
            filled[name] = text
        }
        return filled
    }

    private func completion(for name: String) throws(CallFailure) -> (Completion?, Requirement) {
        let reference = call.params["ref"]
        switch reference?["type"] {
        case "ref/prompt":
            guard let prompt = offers.prompt(named: reference?["name"]?.stringValue ?? "") else {
                throw .protocolError(.invalidParams("'ref' names no prompt of this server."))
            }
            guard let argument = prompt.arguments.first(where: { $0.name == name }) else {
                throw .protocolError(.invalidParams("The prompt has no argument '\(name.bounded)'."))
            }
            return (argument.completion, prompt.requirement)
        case "ref/resource":
            let uri = reference?["uri"]?.stringValue ?? ""
            guard let template = offers.templates.first(where: { $0.uriTemplate.description == uri }) else {
                throw .protocolError(.invalidParams("'ref' names no resource template of this server."))
            }
            guard template.uriTemplate.variables.contains(name) else {
                throw .protocolError(.invalidParams("The template has no variable '\(name.bounded)'."))
            }
            return (template.completions[name], template.requirement)
        default:
            throw .protocolError(
                .invalidParams("The parameter 'ref' must be of type \"ref/prompt\" or \"ref/resource\"."))
        }
    }
}
