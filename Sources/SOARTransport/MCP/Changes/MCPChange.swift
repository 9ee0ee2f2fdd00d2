//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Something that a client may want to be told of.
enum MCPChange: Hashable, Sendable {
    case tools
    case prompts
    case resources
    /// The contents of the resource at that URI.
    case resource(String)

    /// The notification; every stream of the stateless revision names itself in `_meta`.
    func notification(meta: JSONValue? = nil) -> JSONValue {
        var params: JSONObject = [:]
        let method: String
        switch self {
        case .tools: method = "notifications/tools/list_changed"
        case .prompts: method = "notifications/prompts/list_changed"
        case .resources: method = "notifications/resources/list_changed"
        case .resource(let uri):
            method = "notifications/resources/updated"
            params["uri"] = .string(uri)
        }
        params["_meta"] = meta
        return JSONRPCNotification(method: method, params: params).json
    }
}
