//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// Something that only the client, its user or its model can answer.
public struct ClientQuestion: Hashable, Sendable {
    let method: String
    let params: JSONObject
    /// What the client must have declared, as an object of capabilities.
    let capability: JSONObject

    /// Has the user fill in a form (MCP client, "Elicitation").
    ///
    /// Never ask for passwords or tokens this way: what is filled in passes through the client.
    ///
    /// - Parameters:
    ///   - message: What it is about, for the user.
    ///   - schema: An object of strings, numbers, booleans and choices, none of them nested.
    /// - Returns: The question.
    public static func form(_ message: String, schema: JSONValue) -> ClientQuestion {
        ClientQuestion(
            method: "elicitation/create", params: ["message": .string(message), "requestedSchema": schema],
            capability: ["elicitation": ["form": [:]]])
    }

    /// Sends the user to a page, from 2025-11-25 on.
    ///
    /// - Parameters:
    ///   - message: Why, for the user.
    ///   - url: The page; what is entered there is none of the client's business.
    ///   - id: Names it for a notification that it is done.
    /// - Returns: The question.
    public static func page(_ message: String, url: String, id: String) -> ClientQuestion {
        ClientQuestion(
            method: "elicitation/create",
            params: ["mode": "url", "message": .string(message), "url": .string(url), "elicitationId": .string(id)],
            capability: ["elicitation": ["url": [:]]])
    }

    /// Has the client's model write something (MCP client, "Sampling"; deprecated since 2026-07-28).
    ///
    /// - Parameters:
    ///   - messages: The conversation so far.
    ///   - maximumTokens: How long the answer may be.
    ///   - systemPrompt: What the model is to be told beforehand.
    ///   - further: Further members of the request, such as `temperature` and `modelPreferences`.
    /// - Returns: The question.
    public static func sampling(
        _ messages: [PromptMessage], maximumTokens: Int, systemPrompt: String? = nil, further: JSONObject = [:]
    ) -> ClientQuestion {
        sampling(
            messages.map { SamplingMessage($0.role, $0.content) }, maximumTokens: maximumTokens,
            systemPrompt: systemPrompt, tools: [], further: further)
    }

    /// Has the client's model write something, with tools that it may want used, from 2025-11-25 on.
    ///
    /// - Parameters:
    ///   - messages: The conversation so far, answers of tools among them.
    ///   - maximumTokens: How long the answer may be.
    ///   - systemPrompt: What the model is to be told beforehand.
    ///   - tools: What it may want used; whoever asks uses them.
    ///   - further: Further members of the request, such as `temperature` and `toolChoice`.
    /// - Returns: The question.
    public static func sampling(
        _ messages: [SamplingMessage], maximumTokens: Int, systemPrompt: String? = nil, tools: [Tool],
        further: JSONObject = [:]
    ) -> ClientQuestion {
        var params: JSONObject = [
            "messages": .array(messages.map(\.json)), "maxTokens": JSONValue(maximumTokens),
        ]
        params["systemPrompt"] = systemPrompt.map(JSONValue.string)
        if !tools.isEmpty { params["tools"] = .array(tools.map { $0.json(.v2025_11_25) }) }
        params = params.merging(further)
        let hasTools = params["tools"] != nil || messages.contains { $0.content.contains(where: \.isOfTools) }
        return ClientQuestion(
            method: "sampling/createMessage", params: params,
            capability: ["sampling": hasTools ? ["tools": [:]] : [:]])
    }

    /// Asks which folders the client works in (MCP client, "Roots"; deprecated since 2026-07-28).
    public static let roots = ClientQuestion(method: "roots/list", params: [:], capability: ["roots": [:]])

    /// Whether a client of these capabilities can answer it in that revision.
    func isAnswerable(by capabilities: ClientCapabilities, in revision: ProtocolRevision) -> Bool {
        switch method {
        case "elicitation/create" where params["mode"] == "url":
            revision.hasURLElicitation && capabilities.hasURLElicitation
        case "elicitation/create": revision.hasElicitation && capabilities.hasElicitation
        case "sampling/createMessage":
            capabilities.hasSampling
                && (capability["sampling"]?["tools"] == nil
                    || revision.hasSamplingTools && capabilities.hasSamplingTools)
        default: capabilities.hasRoots
        }
    }

    /// The question as it is asked: as a request's body or within a result.
    var json: JSONObject {
        var members: JSONObject = ["method": .string(method)]
        // The 2026-07-28 schema wants `params` only where there is something in them.
        if !params.isEmpty { members["params"] = .object(params) }
        return members
    }

    /// Looks whether that is an answer to it, and whether what was filled in fits the form (MCP client, "Elicitation":
    /// both sides validate).
    ///
    /// - Throws: ``AskingFailure/malformed(_:)``, ``AskingFailure/unfitting(_:_:)``.
    func check(_ answer: JSONObject, as name: String) throws(AskingFailure) {
        guard isAnswer(answer) else { throw .malformed(name) }
        // A schema that can't be read is the author's mistake, and not the user's.
        guard method == "elicitation/create", let form = params["requestedSchema"],
            case .accepted(let values)? = ElicitationAnswer(answer), let schema = try? JSONSchema(form),
            let violation = schema.check(.object(values))
        else { return }
        throw .unfitting(name, violation.sentence(noun: "field"))
    }

    /// Whether that is an answer to it, as far as its kind goes.
    private func isAnswer(_ answer: JSONObject) -> Bool {
        switch method {
        case "elicitation/create":
            ElicitationAnswer(answer) != nil
        case "sampling/createMessage":
            answer["role"]?.stringValue != nil && answer["content"] != nil && answer["model"]?.stringValue != nil
        default: answer["roots"]?.arrayValue != nil
        }
    }
}
