//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth
public import SOARCore

/// Something that a client can read (MCP server, "Resources").
public struct Resource: Sendable {
    /// Reads it.
    public typealias Handler = @Sendable (CallContext) async throws -> ResourceContents

    /// Unique in the server (RFC 3986).
    public var uri: String
    public var name: String
    /// The name that people read.
    public var title: String?
    /// What is in it, for a model.
    public var description: String
    public var mimeType: String
    /// What it takes to see and to read it.
    public var requirement: Requirement
    /// Pictures for people to know it by.
    public var icons: [Icon] = []
    /// What clients and servers may agree on beside the protocol (MCP basic, "_meta"), from 2025-06-18 on.
    public var meta: JSONObject = [:]
    /// Whom it is for, how much it matters, and when it was changed.
    public var annotations: ContentAnnotations?
    /// How many bytes there are, where that is known.
    public var size: Int64?
    public var handler: Handler

    /// Makes a resource.
    ///
    /// - Parameters:
    ///   - uri: Unique in the server.
    ///   - name: Its name for programs.
    ///   - title: The name that people read.
    ///   - description: What is in it, for a model.
    ///   - mimeType: The media type of its contents.
    ///   - requirement: What it takes to see and to read it.
    ///   - handler: Reads it; throw ``ToolFailure`` to say why it can't be read.
    public init(
        _ uri: String, name: String, title: String? = nil, description: String, mimeType: String = "application/json",
        requirement: Requirement = .none, handler: @escaping Handler
    ) {
        self.uri = uri
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
        self.requirement = requirement
        self.handler = handler
    }

    func json(_ revision: ProtocolRevision) -> JSONValue {
        var members: JSONObject = ["uri": .string(uri), "name": .string(name)]
        if revision.hasTitles, let title { members["title"] = .string(title) }
        members["description"] = .string(description)
        members["mimeType"] = .string(mimeType)
        members["icons"] = Icon.json(icons, revision)
        members["annotations"] = annotations?.json(revision)
        members["size"] = size.map(JSONValue.integer)
        if revision.hasFeatureMeta, !meta.isEmpty { members["_meta"] = .object(meta) }
        return .object(members)
    }
}

/// What was read.
public enum ResourceContents: Hashable, Sendable {
    case text(String)
    case blob([UInt8])
    /// Several at once, such as the files of a folder; none for an empty one.
    case several([Part])

    /// One of several, with an address and a media type of its own.
    public struct Part: Hashable, Sendable {
        public var uri: String
        public var mimeType: String
        public var contents: ResourceContents

        public init(_ uri: String, mimeType: String, _ contents: ResourceContents) {
            self.uri = uri
            self.mimeType = mimeType
            self.contents = contents
        }
    }

    /// The members of `contents`.
    func json(uri: String, mimeType: String) -> [JSONValue] {
        switch self {
        case .text(let text): [["uri": .string(uri), "mimeType": .string(mimeType), "text": .string(text)]]
        case .blob(let bytes):
            [["uri": .string(uri), "mimeType": .string(mimeType), "blob": .string(Base64.encode(bytes))]]
        case .several(let parts): parts.flatMap { $0.contents.json(uri: $0.uri, mimeType: $0.mimeType) }
        }
    }
}
