//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth
public import SOARCore

/// A text that a person can pick, with places to fill in (MCP server, "Prompts").
public struct Prompt: Sendable {
    /// Words the prompt; the arguments that are required are there.
    public typealias Handler = @Sendable ([String: String], CallContext) async throws -> PromptResult

    /// One place to fill in.
    public struct Argument: Sendable {
        public var name: String
        /// The name that people read.
        public var title: String?
        public var description: String?
        public var isRequired: Bool
        /// Suggests values while somebody types.
        public var completion: Completion?

        /// Makes an argument.
        public init(
            _ name: String, title: String? = nil, description: String? = nil, isRequired: Bool = false,
            completion: Completion? = nil
        ) {
            self.name = name
            self.title = title
            self.description = description
            self.isRequired = isRequired
            self.completion = completion
        }
    }

    /// Unique in the server.
    public var name: String
    /// The name that people read.
    public var title: String?
    /// What it is for, for people and models.
    public var description: String
    public var arguments: [Argument]
    /// What it takes to see and to use it.
    public var requirement: Requirement
    /// Pictures for people to know it by.
    public var icons: [Icon] = []
    /// What clients and servers may agree on beside the protocol (MCP basic, "_meta"), from 2025-06-18 on.
    public var meta: JSONObject = [:]
    public var handler: Handler

    /// Makes a prompt.
    ///
    /// - Parameters:
    ///   - name: Unique in the server.
    ///   - title: The name that people read.
    ///   - description: What it is for.
    ///   - arguments: The places to fill in.
    ///   - requirement: What it takes to see and to use it.
    ///   - handler: Words the prompt; throw ``ToolFailure`` to say why it can't be worded.
    public init(
        _ name: String, title: String? = nil, description: String, arguments: [Argument] = [],
        requirement: Requirement = .none, handler: @escaping Handler
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.arguments = arguments
        self.requirement = requirement
        self.handler = handler
    }

    func json(_ revision: ProtocolRevision) -> JSONValue {
        var members: JSONObject = ["name": .string(name)]
        if revision.hasTitles { members["title"] = title.map(JSONValue.string) }
        members["description"] = .string(description)
        if !arguments.isEmpty { members["arguments"] = .array(arguments.map { $0.json(revision) }) }
        members["icons"] = Icon.json(icons, revision)
        if revision.hasFeatureMeta, !meta.isEmpty { members["_meta"] = .object(meta) }
        return .object(members)
    }
}

extension Prompt.Argument {
    func json(_ revision: ProtocolRevision) -> JSONValue {
        var members: JSONObject = ["name": .string(name)]
        if revision.hasTitles { members["title"] = title.map(JSONValue.string) }
        members["description"] = description.map(JSONValue.string)
        members["required"] = .bool(isRequired)
        return .object(members)
    }
}

/// A worded prompt.
public struct PromptResult: Sendable {
    public var description: String?
    public var messages: [PromptMessage]

    /// Makes a worded prompt.
    public init(description: String? = nil, messages: [PromptMessage]) {
        self.description = description
        self.messages = messages
    }

    /// One message of the user.
    public static func user(_ text: String) -> PromptResult {
        PromptResult(messages: [PromptMessage(.user, .text(text))])
    }
}

/// One message of a prompt.
public struct PromptMessage: Hashable, Sendable {
    /// Whose words they are.
    public enum Role: String, Sendable {
        case user, assistant
    }

    public var role: Role
    public var content: ContentBlock

    /// Makes a message.
    public init(_ role: Role, _ content: ContentBlock) {
        self.role = role
        self.content = content
    }

    func json(_ revision: ProtocolRevision) -> JSONValue {
        ["role": .string(role.rawValue), "content": content.json(revision)]
    }
}
