//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth
public import SOARCore

/// Something that a client can have done (MCP server, "Tools").
public struct Tool: Sendable {
    /// Answers a call.
    public typealias Handler = @Sendable (ToolArguments, CallContext) async throws -> ToolResult

    /// Hints for clients (MCP schema `ToolAnnotations`), and for us: what is not read-only has its intent recorded.
    public struct Annotations: Hashable, Sendable {
        /// Changes nothing anywhere.
        public var isReadOnly = false
        /// May undo or destroy something; means nothing for a read-only tool.
        public var isDestructive = true
        /// Doing it again with the same arguments changes nothing more.
        public var isIdempotent = false
        /// Reaches beyond this server.
        public var isOpenWorld = true

        public init() {}

        /// Changes nothing anywhere.
        public static let readOnly: Annotations = {
            var annotations = Annotations()
            annotations.isReadOnly = true
            annotations.isDestructive = false
            annotations.isIdempotent = true
            annotations.isOpenWorld = false
            return annotations
        }()
    }

    /// Unique in the server: 1 to 64 of `A-Z a-z 0-9 _ . / -`.
    public var name: String
    /// The name that people read.
    public var title: String?
    /// What it does, for a model.
    public var description: String
    /// JSON Schema (2020-12) of the arguments, an object at its root.
    public var inputSchema: JSONValue
    /// JSON Schema (2020-12) of `structuredContent`.
    public var outputSchema: JSONValue?
    public var annotations: Annotations
    /// What it takes to see and to call it.
    public var requirement: Requirement
    /// Pictures for people to know it by.
    public var icons: [Icon] = []
    /// What clients and servers may agree on beside the protocol (MCP basic, "_meta"), from 2025-06-18 on.
    public var meta: JSONObject = [:]
    /// What a call is about, as a URI for the audit log.
    public var auditResource: @Sendable (JSONObject) -> String
    /// What of the arguments may stand in the audit log; all of it where nothing is said.
    ///
    /// Members whose names speak of secrets are taken out in any case; this is for those that only the tool knows of. Nil
    /// shows all the others.
    public var auditParameters: (@Sendable (JSONObject, CallContext) async -> JSONObject)?
    /// What the tool itself says of arguments that its schema refuses; nil leaves it to the schema's words.
    public var explain: (@Sendable (JSONObject) -> ToolFailure?)?
    /// Whether this caller may do this with these arguments; nil where nothing is against it.
    ///
    /// Asked when the arguments fit the schema and before the call's intent is recorded.
    public var permission: (@Sendable (ToolArguments, CallContext) async throws -> ToolDenial?)?
    /// Answers a call at once, where nobody has to be waited for; nil leaves it to the ``handler``.
    ///
    /// What has the answer in memory needs no task of its own, no deadline and nobody to stop it.
    var answerAtHand: (@Sendable (ToolArguments, CallContext) throws -> ToolResult?)?
    public var handler: Handler

    /// Makes a tool.
    ///
    /// - Parameters:
    ///   - name: Unique in the server.
    ///   - title: The name that people read.
    ///   - description: What it does, for a model.
    ///   - inputSchema: JSON Schema of the arguments; without one it takes none.
    ///   - outputSchema: JSON Schema of `structuredContent`.
    ///   - annotations: What a call does to the world; the worst is assumed where nothing is said.
    ///   - requirement: What it takes to see and to call it.
    ///   - auditResource: What a call is about, as a URI for the audit log.
    ///   - auditParameters: What of the arguments may stand in the audit log; all of it where nothing is said.
    ///   - handler: Answers a call; throw ``ToolFailure`` to say what was wrong.
    public init(
        _ name: String, title: String? = nil, description: String,
        inputSchema: JSONValue = ["type": "object", "additionalProperties": false], outputSchema: JSONValue? = nil,
        annotations: Annotations = Annotations(), requirement: Requirement = .none,
        auditResource: (@Sendable (JSONObject) -> String)? = nil,
        auditParameters: (@Sendable (JSONObject, CallContext) async -> JSONObject)? = nil,
        handler: @escaping Handler
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.annotations = annotations
        self.requirement = requirement
        self.auditResource = auditResource ?? { _ in "tool:\(name)" }
        self.auditParameters = auditParameters
        self.handler = handler
    }
}

extension Tool {
    /// The tool with words of its own for arguments that its schema refuses.
    public func explaining(_ explain: @escaping @Sendable (JSONObject) -> ToolFailure?) -> Tool {
        var tool = self
        tool.explain = explain
        return tool
    }

    /// The tool with a decision of its own about who may call it with which arguments.
    public func permitting(
        _ permission: @escaping @Sendable (ToolArguments, CallContext) async throws -> ToolDenial?
    ) -> Tool {
        var tool = self
        tool.permission = permission
        return tool
    }

    /// The tool with a way to answer at once.
    func answeringAtHand(_ answer: @escaping @Sendable (ToolArguments, CallContext) throws -> ToolResult?) -> Tool {
        var tool = self
        tool.answerAtHand = answer
        return tool
    }

    func json(_ revision: ProtocolRevision) -> JSONValue {
        var members: JSONObject = ["name": .string(name)]
        if revision.hasTitles, let title { members["title"] = .string(title) }
        members["description"] = .string(description)
        members["inputSchema"] = inputSchema(in: revision)
        members["outputSchema"] = outputSchema(in: revision)
        var hints: JSONObject = [:]
        if let title { hints["title"] = .string(title) }
        hints["readOnlyHint"] = .bool(annotations.isReadOnly)
        hints["destructiveHint"] = .bool(annotations.isDestructive)
        hints["idempotentHint"] = .bool(annotations.isIdempotent)
        hints["openWorldHint"] = .bool(annotations.isOpenWorld)
        members["annotations"] = .object(hints)
        members["icons"] = Icon.json(icons, revision)
        if revision.hasFeatureMeta, !meta.isEmpty { members["_meta"] = .object(meta) }
        return .object(members)
    }
}
