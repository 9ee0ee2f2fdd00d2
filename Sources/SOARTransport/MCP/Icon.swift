//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// A picture that stands for something (MCP schema `Icon`, from 2025-11-25 on).
public struct Icon: Hashable, Sendable {
    /// An `https:` or `data:` URI.
    public var source: String
    public var mimeType: String?
    /// Such as `48x48`, or `any` for one that scales.
    public var sizes: [String]

    public init(_ source: String, mimeType: String? = nil, sizes: [String] = []) {
        self.source = source
        self.mimeType = mimeType
        self.sizes = sizes
    }

    private var json: JSONValue {
        var members: JSONObject = ["src": .string(source)]
        members["mimeType"] = mimeType.map(JSONValue.string)
        if !sizes.isEmpty { members["sizes"] = JSONValue(sizes) }
        return .object(members)
    }

    /// The member `icons`; nil where there are none or the revision has none.
    static func json(_ icons: [Icon], _ revision: ProtocolRevision) -> JSONValue? {
        guard revision.hasIcons, !icons.isEmpty else { return nil }
        return .array(icons.map(\.json))
    }
}
