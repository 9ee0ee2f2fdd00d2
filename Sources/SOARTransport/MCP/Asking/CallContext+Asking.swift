//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// What only the client can answer, the same in all revisions.
///
/// From 2026-07-28 on an unanswered question **ends the handler**: what it throws must be let through. The client calls
/// again with the answers, and the handler runs from its beginning; questions that are answered by then return at once.
/// So ask first and act afterwards, and ask the same again each time.
extension CallContext {
    /// Has the user fill in a form.
    ///
    /// - Parameters:
    ///   - message: What it is about, for the user.
    ///   - schema: An object of strings, numbers, booleans and choices, none of them nested.
    ///   - name: Tells the questions of one call apart.
    /// - Returns: What the user did with it.
    /// - Throws: ``AskingFailure``; let everything else through.
    public func elicit(
        _ message: String, schema: JSONValue, as name: String = "elicitation"
    ) async throws -> ElicitationAnswer {
        let answer = try await ask([name: .form(message, schema: schema)])[name] ?? [:]
        guard let elicited = ElicitationAnswer(answer) else { throw AskingFailure.malformed(name) }
        return elicited
    }

    /// Has the client's model write something.
    ///
    /// - Parameters:
    ///   - messages: The conversation so far.
    ///   - maximumTokens: How long the answer may be.
    ///   - systemPrompt: What the model is to be told beforehand.
    ///   - name: Tells the questions of one call apart.
    /// - Returns: What the model wrote.
    /// - Throws: ``AskingFailure``; let everything else through.
    public func sample(
        _ messages: [PromptMessage], maximumTokens: Int, systemPrompt: String? = nil, as name: String = "sampling"
    ) async throws -> SamplingAnswer {
        try await sample(
            messages.map { SamplingMessage($0.role, $0.content) }, maximumTokens: maximumTokens,
            systemPrompt: systemPrompt, tools: [], as: name)
    }

    /// Has the client's model write something, with tools that it may want used, from 2025-11-25 on.
    ///
    /// Where the answer has ``SamplingAnswer/toolUses``, use them, put ``SamplingAnswer/message`` and a message of their
    /// results behind the others, and ask again under another name.
    ///
    /// - Parameters:
    ///   - messages: The conversation so far.
    ///   - maximumTokens: How long the answer may be.
    ///   - systemPrompt: What the model is to be told beforehand.
    ///   - tools: What it may want used.
    ///   - name: Tells the questions of one call apart.
    /// - Returns: What the model wrote.
    /// - Throws: ``AskingFailure``; let everything else through.
    public func sample(
        _ messages: [SamplingMessage], maximumTokens: Int, systemPrompt: String? = nil, tools: [Tool],
        as name: String = "sampling"
    ) async throws -> SamplingAnswer {
        let question = ClientQuestion.sampling(
            messages, maximumTokens: maximumTokens, systemPrompt: systemPrompt, tools: tools)
        let answer = try await ask([name: question])[name] ?? [:]
        return SamplingAnswer(
            role: answer["role"]?.stringValue ?? "", content: answer["content"] ?? .null,
            model: answer["model"]?.stringValue ?? "", stopReason: answer["stopReason"]?.stringValue)
    }

    /// Asks which folders the client works in.
    ///
    /// - Throws: ``AskingFailure``; let everything else through.
    public func roots(as name: String = "roots") async throws -> [Root] {
        let answer = try await ask([name: .roots])[name] ?? [:]
        return (answer["roots"]?.arrayValue ?? []).compactMap { root in
            root["uri"]?.stringValue.map { Root(uri: $0, name: root["name"]?.stringValue) }
        }
    }

    /// Tells the client that its user is done with a page (``ClientQuestion/page(_:url:id:)``).
    ///
    /// Only 2025-11-25 has a word for that; in other revisions nothing is sent.
    ///
    /// - Parameter id: What the page was named by.
    public func pageDone(_ id: String) async {
        guard case .session = exchange.asking, revision.hasPageNotice else { return }
        let params: JSONObject = ["elicitationId": .string(id)]
        await exchange.put(JSONRPCNotification(method: "notifications/elicitation/complete", params: params).json)
    }

    /// Asks several things at once.
    ///
    /// - Parameter questions: By the names that their answers come back under.
    /// - Returns: An answer to each, as the client sent it.
    /// - Throws: ``AskingFailure``; let everything else through.
    public func ask(_ questions: [String: ClientQuestion]) async throws -> [String: JSONObject] {
        switch exchange.asking {
        case .no: throw AskingFailure.unreachable
        case .rounds(let rounds): return try rounds.answers(to: try worded(questions))
        case .session(let session, let timers):
            var answers: [String: JSONObject] = [:]
            for (name, question) in try worded(questions) {
                let answer = try await exchange.whileAsking {
                    try await session.ask(question, within: exchange.limits.askTime, timers) {
                        await exchange.put($0)
                    }
                }
                try question.check(answer, as: name)
                answers[name] = answer
            }
            return answers
        }
    }

    /// The questions in the words of the revision, by name; all of them, or none is asked.
    private func worded(_ questions: [String: ClientQuestion]) throws -> [(String, ClientQuestion)] {
        try questions.sorted { $0.key < $1.key }.map { name, question in
            guard question.isAnswerable(by: exchange.capabilities, in: revision) else {
                throw AskingFailure.unsupported(question.capability)
            }
            guard let worded = question.worded(in: revision) else {
                throw AskingFailure.inexpressible(name, revision)
            }
            return (name, worded)
        }
    }

    /// What this handler kept for itself: nil as long as it has kept nothing, as in the first round.
    ///
    /// Between two rounds it was with the client, sealed: it can't be read or changed there.
    public var keptState: JSONValue? {
        if case .rounds(let rounds) = exchange.asking { rounds.keptState } else { exchange.keptState }
    }

    /// Keeps something until the client calls again with its answers; where there are no rounds, for this call.
    public func keep(_ state: JSONValue) {
        if case .rounds(let rounds) = exchange.asking { rounds.keep(state) } else { exchange.keptState = state }
    }
}
