//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARAuth
import SOARCore

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
        return .object(members)
    }
}

/// What was read.
public enum ResourceContents: Hashable, Sendable {
    case text(String)
    case blob([UInt8])

    func json(uri: String, mimeType: String) -> JSONValue {
        switch self {
        case .text(let text):
            ["uri": .string(uri), "mimeType": .string(mimeType), "text": .string(text)]
        case .blob(let bytes):
            ["uri": .string(uri), "mimeType": .string(mimeType), "blob": .string(Base64.encode(bytes))]
        }
    }
}
