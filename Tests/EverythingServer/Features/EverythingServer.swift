//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARTransport

/// One feature of every kind that MCP has, by the names of the conformance suite, through public API only.
public enum EverythingServer {
    /// Makes a server that offers it all.
    ///
    /// - Parameter handlers: What a handler may cost.
    /// - Returns: A server of its own, for it changes.
    /// - Throws: `MCPRegistrationError` where a feature breaks the protocol's rules.
    public static func make(handlers: HandlerLimits = HandlerLimits()) throws -> MCPServer {
        var configuration = MCPServer.Configuration()
        configuration.sendsLogMessages = true
        configuration.handlers = handlers
        let watched = WatchedResource()
        let server = try MCPServer(
            Implementation(
                name: "everything-server", version: "1.0.0", title: "Everything",
                description: "Offers one feature of every kind, for tests.",
                websiteURL: "https://modelcontextprotocol.io", icons: [Icon(Samples.icon, mimeType: "image/png")]),
            instructions: "Nothing here is of any use but for tests.", configuration: configuration
        ) {
            contentTools
            messageTools
            askingTools
            inputRequiredTools
            schemaTools
            try resources(watched)
            prompts
        }
        // These change the server that they are part of, so they come when it is there.
        try server.add { changingTools(of: server, watched) }
        return server
    }
}
