//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import Logging
import SOARAuth
import SOARCore
import SOARTransport

/// A server with one feature of each kind, for what MCP itself costs: no store, no audit, no platform.
///
/// `protocol-server PORT` prints the port when it listens; 0 takes a free one. The token is `bench`.
@main
enum ProtocolServer {
    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        let mcp = try server()
        let auth = BearerAuthProvider(
            verifier: StaticTokenVerifier(["bench": AccessToken(subject: "bench", client: "bench")]))
        let router = Router(context: ServerRequestContext.self)
        router.mcp("/mcp", server: mcp, auth: auth, logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        // Outside of MCP, so that a change costs the listeners no call of their own.
        router.post("/change/:kind") { _, context in
            switch context.parameters.get("kind") {
            case "tools": mcp.toolsChanged()
            case let kind?: mcp.resourceUpdated("bench://\(kind)")
            case nil: break
            }
            return HTTPResponse.Status.noContent
        }
        let application = Application(
            router: router, server: .guardedHTTP1(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { channel in
                // `print` would keep the line in its buffer while standard output is a pipe.
                FileHandle.standardOutput.write(Data("\(channel.localAddress?.port ?? 0)\n".utf8))
            },
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        try await application.runService()
    }

    private static func server() throws -> MCPServer {
        try MCPServer(name: "bench", version: "1") {
            Tool(
                "add", description: "Adds two numbers.",
                inputSchema: [
                    "type": "object", "properties": ["a": ["type": "integer"], "b": ["type": "integer"]],
                    "required": ["a", "b"],
                ], annotations: .readOnly
            ) { arguments, _ in
                let (a, b) = (try arguments.identifier("a"), try arguments.identifier("b"))
                return .structured(["sum": .integer(a &+ b)])
            }
            Tool("ten_events", description: "Reports its progress ten times.", annotations: .readOnly) { _, context in
                for step in 1...10 { await context.reportProgress(Double(step), of: 10, message: "step") }
                return .text("done")
            }
            Prompt(
                "greet", description: "Greets somebody.", arguments: [Prompt.Argument("name", isRequired: true)]
            ) { arguments, _ in
                .user("Say hello to \(arguments["name"] ?? "nobody").")
            }
            for number in 0..<1000 {
                Resource("bench://\(number)", name: "r\(number)", description: "A number.") { _ in .text("\(number)") }
            }
        }
    }
}
