//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// The questions and answers of a call that is made several times (MCP 2026-07-28, patterns, "Multi Round-Trip
/// Requests").
///
/// Nothing of it is kept here between the rounds: it travels, sealed, as `requestState`.
final class RoundTrips: Sendable {
    /// How often one call may come back.
    static let maximumRounds: Int64 = 16

    private let earlier: JSONObject
    private let answers: JSONObject
    private let kept: Mutex<JSONValue?>
    private let round: Int64

    /// Goes on from what was sealed; the answers of this round come beside it.
    init(state: JSONValue?, responses: JSONObject) {
        earlier = state?["answers"]?.objectValue ?? [:]
        // What was answered first counts, so that a handler never sees an answer change.
        answers = responses.merging(earlier)
        kept = Mutex(state?["kept"].flatMap { $0.isNull ? nil as JSONValue? : $0 })
        round = state?["round"]?.integerValue ?? 0
    }

    var keptState: JSONValue? { kept.withLock(\.self) }

    func keep(_ state: JSONValue) { kept.withLock { $0 = state } }

    /// The answers, where they are all there.
    ///
    /// - Throws: ``InputRequired`` where one is missing, ``AskingFailure`` where one is none or
    /// doesn't fit.
    func answers(to questions: [(String, ClientQuestion)]) throws -> [String: JSONObject] {
        var found: [String: JSONObject] = [:]
        var open: [(name: String, question: ClientQuestion)] = []
        for (name, question) in questions {
            guard let answer = answers[name] else {
                open.append((name, question))
                continue
            }
            guard case .object(let members) = answer else { throw AskingFailure.malformed(name) }
            try question.check(members, as: name)
            found[name] = members
        }
        guard open.isEmpty else {
            guard round < Self.maximumRounds else { throw AskingFailure.timedOut }
            throw InputRequired(questions: open)
        }
        return found
    }

    /// What has to come back with the answers.
    var state: JSONValue {
        var members: JSONObject = ["round": .integer(round + 1)]
        if !answers.isEmpty { members["answers"] = .object(answers) }
        members["kept"] = keptState
        return .object(members)
    }
}
