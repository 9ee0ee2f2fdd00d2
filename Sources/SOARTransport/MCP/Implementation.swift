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

    public init(name: String, version: String, title: String? = nil) {
        self.name = name
        self.version = version
        self.title = title
    }

    func json(_ revision: ProtocolRevision) -> JSONValue {
        var members: JSONObject = ["name": .string(name), "version": .string(version)]
        if revision.hasTitles, let title { members["title"] = .string(title) }
        return .object(members)
    }
}
