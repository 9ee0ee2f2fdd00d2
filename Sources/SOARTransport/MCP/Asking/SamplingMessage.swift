//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// One message of a conversation with the client's model (MCP client, "Sampling").
public struct SamplingMessage: Hashable, Sendable {
    /// One piece of it.
    public enum Content: Hashable, Sendable {
        /// A text, a picture or a recording.
        case block(ContentBlock)
        /// What a tool answered that the model wanted used, from 2025-11-25 on; a message that holds one holds nothing
        /// else.
        case toolResult(ToolResult, useID: String)
        /// What the client sent of its model's answer, to go back as it came.
        case received(JSONValue)
    }

    public var role: PromptMessage.Role
    public var content: [Content]

    /// Makes a message of several pieces, which only clients from 2025-11-25 on take.
    public init(_ role: PromptMessage.Role, _ content: [Content]) {
        self.role = role
        self.content = content
    }

    /// Makes a message of one piece.
    public init(_ role: PromptMessage.Role, _ block: ContentBlock) { self.init(role, [.block(block)]) }

    var json: JSONValue {
        let content = content.map(\.json)
        return ["role": .string(role.rawValue), "content": content.count == 1 ? content[0] : .array(content)]
    }
}

extension SamplingMessage.Content {
    /// Whether it takes a client whose model knows tools.
    var isOfTools: Bool {
        switch self {
        case .block: false
        case .toolResult: true
        case .received(let value): value["type"] == "tool_use" || value["type"] == "tool_result"
        }
    }

    fileprivate var json: JSONValue {
        switch self {
        case .block(let block): return block.json(.v2025_11_25)
        case .received(let value): return value
        case .toolResult(let result, let id):
            var members: JSONObject = [
                "type": "tool_result", "toolUseId": .string(id),
                "content": .array(result.content.map { $0.json(.v2025_11_25) }), "isError": .bool(result.isError),
            ]
            members["structuredContent"] = result.structuredContent
            return .object(members)
        }
    }
}

/// A tool that the client's model wants used before it goes on, from 2025-11-25 on.
public struct ToolUse: Hashable, Sendable {
    /// Names it in the ``SamplingMessage/Content/toolResult(_:useID:)`` that answers it.
    public var id: String
    public var name: String
    public var input: JSONObject

    init?(_ content: JSONValue) {
        guard content["type"] == "tool_use", case .string(let id)? = content["id"],
            case .string(let name)? = content["name"]
        else { return nil }
        self.id = id
        self.name = name
        input = content["input"]?.objectValue ?? [:]
    }
}
