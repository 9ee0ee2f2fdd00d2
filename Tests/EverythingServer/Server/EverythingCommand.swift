//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import EverythingFeatures
import Foundation
import Hummingbird
import Logging
import SOARAuth
import SOARTransport

/// `everything-server`: one feature of every kind that MCP has, for conformance suites and clients.
@main
struct EverythingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "everything-server", abstract: "Serve every feature of MCP on 127.0.0.1, for tests.",
        discussion: "Prints its address on standard output when the port is open.")

    @Option(help: "The port; 0 takes any that is free.")
    var port = 0
    @Flag(help: "Keep sessions for the revisions with a handshake.")
    var sessions = false
    @Option(help: "The token that a client must show; without one everybody is let in.")
    var token: String?

    func run() async throws {
        var endpoint = MCPEndpoint.Configuration()
        if sessions { endpoint.sessions = MCPEndpoint.Sessions() }
        var logger = Logger(label: "everything-server") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        let router = Router(context: ServerRequestContext.self)
        router.mcp(
            "/mcp",
            endpoint: MCPEndpoint(
                server: try EverythingServer.make(), auth: auth, configuration: endpoint, logger: logger))
        let application = Application(
            router: router, server: .guardedHTTP1(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { channel in
                let line = "Listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)/mcp\n"
                // `print` would keep the line in its buffer while standard output is a pipe.
                FileHandle.standardOutput.write(Data(line.utf8))
            },
            logger: logger)
        try await application.runService()
    }

    private var auth: any AuthProvider {
        guard let token else { return EverybodyAuthProvider() }
        let caller = AccessToken(subject: "everybody", client: "everything")
        return BearerAuthProvider(verifier: .static([token: caller]), acceptsQueryToken: false)
    }
}
