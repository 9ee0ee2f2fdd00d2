//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// Why a client has not answered.
public enum AskingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// It didn't declare that it can: what it would have to declare.
    case unsupported(JSONObject)
    /// It has no stream on which it could be asked: revisions before 2026-07-28 need a session.
    case unreachable
    /// It said no.
    case refused(String)
    /// It took too long.
    case timedOut
    /// What it sent is no answer to the question of that name.
    case malformed(String)
    /// What was filled into the form of that name doesn't fit it: what is wrong, and what is accepted.
    case unfitting(String, String)
    /// The client's revision has no words for the question of that name.
    case inexpressible(String, ProtocolRevision)

    /// Whether the protocol has an error of its own for it, from 2026-07-28 on: then a handler that would word it
    /// otherwise lets it through (MCP 2026-07-28, basic, "_meta", and patterns, "Multi Round-Trip Requests").
    public var isProtocolError: Bool {
        switch self {
        case .unsupported, .malformed, .unfitting: true
        case .unreachable, .refused, .timedOut, .inexpressible: false
        }
    }

    /// For the caller.
    public var description: String {
        switch self {
        case .unsupported(let capability):
            "The client can't be asked: it does not declare \(capability.names.joined(separator: ", "))."
        case .unreachable:
            "The client can't be asked: this revision needs a session for that, and there is none."
        case .refused(let message): "The client refused to answer: \(message.bounded)"
        case .timedOut: "The client did not answer in time."
        case .malformed(let name): "What was answered to '\(name.bounded)' is no answer to it."
        case .unfitting(let name, let problem):
            "What was filled into '\(name.bounded)' doesn't fit the form. \(problem)"
        case .inexpressible(let name, let revision):
            "The client can't be asked '\(name.bounded)': \(revision) has no words for such a question."
        }
    }
}

/// The call has to be made again, with answers: no failure, but the way back to the client.
struct InputRequired: Error {
    var questions: [(name: String, question: ClientQuestion)]
}
