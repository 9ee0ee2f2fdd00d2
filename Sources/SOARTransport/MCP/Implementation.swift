//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The name and version of a server (MCP schema `Implementation`).
public struct Implementation: Hashable, Sendable {
    public var name: String
    public var version: String
    /// The name that people read.
    public var title: String?
    /// What it is for.
    public var description: String?
    /// Where people read more.
    public var websiteURL: String?
    public var icons: [Icon]

    public init(
        name: String, version: String, title: String? = nil, description: String? = nil, websiteURL: String? = nil,
        icons: [Icon] = []
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.description = description
        self.websiteURL = websiteURL
        self.icons = icons
    }

    func json(_ revision: ProtocolRevision) -> JSONValue {
        var members: JSONObject = ["name": .string(name), "version": .string(version)]
        if revision.hasTitles, let title { members["title"] = .string(title) }
        if revision.hasIcons {
            members["description"] = description.map(JSONValue.string)
            members["websiteUrl"] = websiteURL.map(JSONValue.string)
        }
        members["icons"] = Icon.json(icons, revision)
        return .object(members)
    }
}
