//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// One `prompts/get`: permission, arguments, wording, audit (MCP server, "Getting a Prompt").
struct PromptGet {
    let methods: MCPMethods
    let call: MCPCall
    let offers: MCPOffers

    func result() async throws(CallFailure) -> JSONObject {
        let (name, values) = try await methods.recordingFailure(of: call) {
            () throws(CallFailure) -> (String, JSONObject) in
            (try call.requiredString("name"), try call.object("arguments"))
        }
        let entry = call.auditEntry(
            action: "prompts/get", resource: "prompt:\(name)", parameters: values, outcome: .pending
        ).reading
        guard let prompt = offers.prompt(named: name) else {
            try await methods.record(entry.ending(.failure, error: "unknown prompt"))
            throw .protocolError(.invalidParams("There is no prompt '\(name.bounded)'."))
        }
        try await methods.require(prompt.requirement, of: call, entry)
        let (arguments, exchange) = try await methods.recordingFailure(in: entry) {
            () throws(CallFailure) -> ([String: String], CallExchange) in
            (try Self.arguments(of: prompt, values), try methods.exchange(for: call, spendsState: false))
        }
        let outcome = await methods.outcome(of: call, exchange, "prompt \(name.bounded)") { context in
            try await prompt.handler(arguments, context)
        }
        try await methods.record(outcome.ending(entry))
        // What a prompt can't be worded from is its arguments (MCP server, "Prompts", "Error Handling").
        return try outcome.result(failing: { $0.isInternal ? .internalError($0.message) : .invalidParams($0.message) })
        {
            $0.json(call.revision)
        }
    }

    /// The arguments as strings, all that are required and none that is unknown.
    private static func arguments(of prompt: Prompt, _ values: JSONObject) throws(CallFailure) -> [String: String] {
        var arguments: [String: String] = [:]
        let names = prompt.arguments.map(\.name)
        let accepted = names.isEmpty ? "none" : names.joined(separator: ", ")
        for (name, value) in values {
            guard names.contains(name) else {
                throw .protocolError(
                    .invalidParams("The prompt has no argument '\(name.bounded)'. Accepted: \(accepted)."))
            }
            guard case .string(let text) = value else {
                throw .protocolError(.invalidParams("The argument '\(name)' must be a string."))
            }
            arguments[name] = text
        }
        for argument in prompt.arguments where argument.isRequired && arguments[argument.name] == nil {
            throw .protocolError(
                .invalidParams("The argument '\(argument.name)' is missing. Accepted: \(accepted)."))
        }
        return arguments
    }
}

extension PromptResult {
    func json(_ revision: ProtocolRevision) -> JSONObject {
        var members = JSONObject()
        members["description"] = description.map(JSONValue.string)
        members["messages"] = .array(messages.map { $0.json(revision) })
        return members
    }
}
