//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// What became of a form.
public enum ElicitationAnswer: Hashable, Sendable {
    /// The user sent it off, with these values.
    case accepted(JSONObject)
    /// The user said no.
    case declined
    /// The user closed it without a word.
    case cancelled

    init?(_ answer: JSONObject) {
        switch answer["action"] {
        case "accept":
            guard let content = answer["content"] else {
                self = .accepted([:])
                return
            }
            guard case .object(let values) = content else { return nil }
            self = .accepted(values)
        case "decline": self = .declined
        case "cancel": self = .cancelled
        default: return nil
        }
    }
}

/// What the client's model wrote.
public struct SamplingAnswer: Hashable, Sendable {
    public var role: String
    /// A content block, or an array of them, as the client sent it.
    public var content: JSONValue
    public var model: String
    public var stopReason: String?

    /// The text, where it is one.
    public var text: String? { blocks.lazy.compactMap { $0["text"]?.stringValue }.first }

    /// The tools that the model wants used before it goes on.
    public var toolUses: [ToolUse] { blocks.compactMap(ToolUse.init) }

    /// The answer as a message of the conversation: what the tools answered goes behind it.
    public var message: SamplingMessage {
        SamplingMessage(PromptMessage.Role(rawValue: role) ?? .assistant, blocks.map(SamplingMessage.Content.received))
    }

    private var blocks: [JSONValue] { content.arrayValue ?? [content] }
}

/// A folder that the client works in.
public struct Root: Hashable, Sendable {
    /// A `file:` URI.
    public var uri: String
    public var name: String?
}
