//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import TestSupport

/// A server with a few features that need no platform, and one caller who may do everything.
extension TestServer.Setup {
    static let anyToken = "any-caller"

    /// Tools and resources to look at the protocol with.
    static func samples() throws -> TestServer.Setup {
        var setup = try TestServer.Setup {
            Tool.echo
            Tool("K", description: "A tool whose name has a look-alike.") { _, _ in .text("K") }
            Tool("fails", description: "Fails.") { _, _ in throw ToolFailure("It did not work.") }
            Tool("breaks", description: "Breaks.") { _, _ in throw Broken() }
            Tool("list", description: "Answers a list.") { _, _ in .structured([1, 2]) }
            Resource("test://text", name: "text", title: "Text", description: "A text.", mimeType: "text/plain") { _ in
                .text("hello")
            }
            Resource("test://data", name: "data", description: "Bytes.", mimeType: "image/png") { _ in
                .blob([0, 255, 16])
            }
        }
        setup.verifier = StaticTokenVerifier([anyToken: AccessToken(subject: "any", client: "any")])
        return setup
    }

    /// An error that nobody but the log may read.
    struct Broken: Error, CustomStringConvertible {
        let description = "internal-detail-of-a-test"
    }
}

extension Tool {
    /// Answers its arguments.
    static var echo: Tool {
        Tool(
            "echo", title: "Echo", description: "Answers its arguments.",
            inputSchema: ["type": "object", "properties": ["text": ["type": "string"]]],
            outputSchema: ["type": "object"], annotations: .readOnly
        ) { arguments, _ in
            .structured(.object(arguments.values))
        }
    }
}

extension TestServer {
    /// A client of the caller who may do everything.
    var anybody: MCPTestClient { client(Setup.anyToken) }
}

extension ProtocolRevision {
    static let withHandshake: [ProtocolRevision] = [.v2025_03_26, .v2025_06_18, .v2025_11_25]
}
