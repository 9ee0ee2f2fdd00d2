//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// An application (connector) that is installed on the platform, without its assets: those can hold credentials.
public struct Application: Hashable, Sendable {
    public var id: String
    public var name: String
    public var displayName: String
    public var summary: String
    public var version: String
    public var category: String
    public var actions: [ApplicationAction]

    public init(
        id: String, name: String, displayName: String = "", summary: String = "", version: String = "",
        category: String = "", actions: [ApplicationAction] = []
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.summary = summary
        self.version = version
        self.category = category
        self.actions = actions
    }
}

/// One thing that an application can do.
public struct ApplicationAction: Hashable, Sendable {
    public var id: String
    public var name: String
    public var displayName: String
    public var summary: String
    public var isReadOnly: Bool

    public init(id: String, name: String, displayName: String = "", summary: String = "", isReadOnly: Bool = false) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.summary = summary
        self.isReadOnly = isReadOnly
    }
}
