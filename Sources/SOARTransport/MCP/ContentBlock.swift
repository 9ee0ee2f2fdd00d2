//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

public import struct Foundation.Date

/// One piece of a tool's answer, or of a prompt (MCP schema `ContentBlock`).
public enum ContentBlock: Hashable, Sendable {
    case text(String)
    /// A picture and its media type.
    case image(data: [UInt8], mimeType: String)
    /// A recording and its media type.
    case audio(data: [UInt8], mimeType: String)
    /// A resource's text right in the answer.
    case embeddedText(uri: String, mimeType: String, text: String)
    /// A resource's bytes right in the answer.
    case embeddedBlob(uri: String, mimeType: String, data: [UInt8])
    /// Where a resource can be read; before 2025-06-18 it is sent as text.
    case resourceLink(ResourceLink)
    /// Any of them with hints for the client about who it is for and how much it matters.
    indirect case annotated(ContentBlock, ContentAnnotations)

    func json(_ revision: ProtocolRevision) -> JSONValue {
        switch self {
        case .text(let text):
            ["type": "text", "text": .string(text)]
        case .image(let data, let mimeType):
            ["type": "image", "data": .string(Base64.encode(data)), "mimeType": .string(mimeType)]
        case .audio(let data, let mimeType):
            ["type": "audio", "data": .string(Base64.encode(data)), "mimeType": .string(mimeType)]
        case .embeddedText(let uri, let mimeType, let text):
            [
                "type": "resource",
                "resource": ["uri": .string(uri), "mimeType": .string(mimeType), "text": .string(text)],
            ]
        case .embeddedBlob(let uri, let mimeType, let data):
            [
                "type": "resource",
                "resource": ["uri": .string(uri), "mimeType": .string(mimeType), "blob": .string(Base64.encode(data))],
            ]
        case .resourceLink(let link) where revision.hasResourceLinks: link.json
        case .resourceLink(let link): ["type": "text", "text": .string("\(link.name): \(link.uri)")]
        case .annotated(let block, let annotations): Self.annotated(block.json(revision), annotations.json(revision))
        }
    }

    private static func annotated(_ block: JSONValue, _ annotations: JSONValue) -> JSONValue {
        guard case .object(var members) = block else { return block }
        members["annotations"] = annotations
        return .object(members)
    }
}

/// Where a resource can be read (MCP schema `ResourceLink`).
public struct ResourceLink: Hashable, Sendable {
    public var uri: String
    public var name: String
    /// The name that people read.
    public var title: String?
    public var description: String?
    public var mimeType: String?

    public init(
        _ uri: String, name: String, title: String? = nil, description: String? = nil, mimeType: String? = nil
    ) {
        self.uri = uri
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
    }

    fileprivate var json: JSONValue {
        var members: JSONObject = ["type": "resource_link", "uri": .string(uri), "name": .string(name)]
        members["title"] = title.map(JSONValue.string)
        members["description"] = description.map(JSONValue.string)
        members["mimeType"] = mimeType.map(JSONValue.string)
        return .object(members)
    }
}

/// Hints for a client about a piece of content (MCP schema `Annotations`).
public struct ContentAnnotations: Hashable, Sendable {
    /// Whom it is for; empty where that isn't said.
    public var audience: [PromptMessage.Role]
    /// From 0, may be left out, to 1, must be there.
    public var priority: Double?
    /// When it was changed, told from 2025-06-18 on.
    public var lastModified: Date?

    public init(audience: [PromptMessage.Role] = [], priority: Double? = nil, lastModified: Date? = nil) {
        self.audience = audience
        self.priority = priority
        self.lastModified = lastModified
    }

    func json(_ revision: ProtocolRevision) -> JSONValue {
        var members = JSONObject()
        if !audience.isEmpty { members["audience"] = JSONValue(audience.map(\.rawValue)) }
        members["priority"] = priority.map { .double(min(max($0, 0), 1)) }
        if revision.hasLastModified {
            members["lastModified"] = lastModified.flatMap { RFC3339.text($0) }.map(JSONValue.string)
        }
        return .object(members)
    }
}
