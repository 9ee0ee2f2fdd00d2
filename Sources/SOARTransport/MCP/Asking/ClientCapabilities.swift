//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// What a client says that it can be asked for (MCP schema `ClientCapabilities`).
public struct ClientCapabilities: Hashable, Sendable {
    /// As the client sent them.
    public var values: JSONObject

    public init(_ values: JSONObject = [:]) { self.values = values }

    /// Whether the client can have its user fill in a form; one that names no mode means this one.
    public var hasElicitation: Bool {
        guard let elicitation = values["elicitation"]?.objectValue else { return false }
        return elicitation.isEmpty || elicitation["form"] != nil || elicitation["url"] == nil
    }
    /// Whether the client can send its user to a page.
    public var hasURLElicitation: Bool { values["elicitation"]?["url"] != nil }
    /// Whether the client lets a server use its model.
    public var hasSampling: Bool { values["sampling"]?.objectValue != nil }
    /// Whether that model may use tools.
    public var hasSamplingTools: Bool { values["sampling"]?["tools"] != nil }
    /// Whether the client tells what folders it works in.
    public var hasRoots: Bool { values["roots"]?.objectValue != nil }
}
