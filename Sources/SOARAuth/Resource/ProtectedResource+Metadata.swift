//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

extension ProtectedResource {
    /// What comes before the resource's own path in the address of its metadata (RFC 9728 §3).
    public static let wellKnownPath = "/.well-known/oauth-protected-resource"

    /// The path of the metadata's address: the well-known one, and the resource's own behind it (RFC 9728 §3.1).
    public var metadataPath: String { Self.wellKnownPath + (url.path == "/" ? "" : url.path) }

    /// The address of the metadata, in challenges (RFC 9728 §5.1).
    public var metadataURL: String { url.origin + metadataPath }

    /// The metadata (RFC 9728 §2); what is not said is not in it (§3.2).
    public var metadata: JSONValue {
        var members: JSONObject = [
            "resource": .string(identifier),
            "authorization_servers": JSONValue(authorizationServers.map(\.description)),
            "bearer_methods_supported": JSONValue(bearerMethods.map(\.rawValue)),
        ]
        if !scopes.isEmpty { members["scopes_supported"] = JSONValue(scopes.map(\.rawValue)) }
        members["resource_name"] = name.map(JSONValue.string)
        members["resource_documentation"] = documentation.map { .string($0.description) }
        return .object(members)
    }
}
