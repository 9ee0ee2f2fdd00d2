//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth
public import SOARCore

/// A family of resources whose URIs differ in a few places (MCP server, "Resource Templates").
public struct ResourceTemplate: Sendable {
    /// Reads the resource with these values in its URI; nil where there is none.
    public typealias Handler = @Sendable ([String: String], CallContext) async throws -> ResourceContents?

    public var uriTemplate: URITemplate
    public var name: String
    /// The name that people read.
    public var title: String?
    /// What is in them, for a model.
    public var description: String
    public var mimeType: String
    /// What it takes to see and to read them.
    public var requirement: Requirement
    /// Pictures for people to know it by.
    public var icons: [Icon] = []
    /// What clients and servers may agree on beside the protocol (MCP basic, "_meta"), from 2025-06-18 on.
    public var meta: JSONObject = [:]
    /// Whom it is for, how much it matters, and when it was changed.
    public var annotations: ContentAnnotations?
    /// Suggests values for the variables, by name.
    public var completions: [String: Completion]
    /// Whether the resource with these values is there for that caller: who may not read it is not told of its changes
    /// either; nil where all are.
    public var visibility: (@Sendable ([String: String], AccessToken) async throws -> Bool)?
    /// The rule by which the resource with these values is not there for that caller, for the audit log; nil where there
    /// is none.
    var refusal: (@Sendable ([String: String], AccessToken) async throws -> String?)?
    public var handler: Handler

    /// Makes a template.
    ///
    /// - Parameters:
    ///   - uriTemplate: The URIs, with `{name}` where they differ (RFC 6570 level 1).
    ///   - name: Its name for programs.
    ///   - title: The name that people read.
    ///   - description: What is in them, for a model.
    ///   - mimeType: The media type of their contents.
    ///   - requirement: What it takes to see and to read them.
    ///   - completions: Suggests values for the variables.
    ///   - handler: Reads one of them.
    /// - Throws: ``MCPRegistrationError`` for a template that can't be read.
    public init(
        _ uriTemplate: String, name: String, title: String? = nil, description: String,
        mimeType: String = "application/json", requirement: Requirement = .none,
        completions: [String: Completion] = [:], handler: @escaping Handler
    ) throws(MCPRegistrationError) {
        self.uriTemplate = try URITemplate(uriTemplate)
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
        self.requirement = requirement
        self.completions = completions
        self.handler = handler
    }

    /// The template with a decision of its own about whom its resources are there for.
    public func visible(
        _ visibility: @escaping @Sendable ([String: String], AccessToken) async throws -> Bool
    ) -> ResourceTemplate {
        var template = self
        template.visibility = visibility
        return template
    }

    /// The template with the rules by which its resources are not there for somebody.
    func refusing(
        _ refusal: @escaping @Sendable ([String: String], AccessToken) async throws -> String?
    ) -> ResourceTemplate {
        var template = self
        template.refusal = refusal
        return template
    }

    func json(_ revision: ProtocolRevision) -> JSONValue {
        var members: JSONObject = ["uriTemplate": .string(uriTemplate.description), "name": .string(name)]
        if revision.hasTitles { members["title"] = title.map(JSONValue.string) }
        members["description"] = .string(description)
        members["mimeType"] = .string(mimeType)
        members["icons"] = Icon.json(icons, revision)
        members["annotations"] = annotations?.json(revision)
        if revision.hasFeatureMeta, !meta.isEmpty { members["_meta"] = .object(meta) }
        return .object(members)
    }
}
