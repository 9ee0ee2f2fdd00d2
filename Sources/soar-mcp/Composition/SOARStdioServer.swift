//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import SOARTransport
import ServiceLifecycle
import UnixSignals

/// A running `soar-mcp stdio`: one client, which started it.
struct SOARStdioServer {
    let parts: SOARComposition
    let token: BearerToken

    /// Serves until the input ends, or SIGTERM or SIGINT; then answers what is under way and returns.
    ///
    /// - Throws: ``CommandError`` for a token that is refused, before anything is written to standard output.
    func run() async throws {
        try await parts.flushingRecords {
            let server = try parts.mcpServer()
            try await check(transport(server))
            let stdio = transport(server, output: try StandardOutput.reserve())
            // What comes first is shut down last: uses are counted until the last request is answered.
            var group = ServiceGroupConfiguration(
                services: [.init(typed: SecondSignal(logger: parts.logger))]
                    + parts.verification.services.map { .init(typed: $0) } + [
                        .init(typed: parts.sync), .init(typed: parts.watch(server)),
                        .init(typed: stdio, successTerminationBehavior: .gracefullyShutdownGroup),
                        .init(typed: LastWaits(parts.store)),
                    ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: parts.logger)
            group.maximumGracefulShutdownDuration = SOARServer.shutdownLimit
            try await ServiceGroup(configuration: group).run()
        }
    }

    private func transport(_ server: MCPServer, output: Int32 = 1) -> StdioTransport {
        StdioTransport(
            server: server, verifier: parts.verification.verifier, token: token, audit: parts.audit, output: output,
            logger: parts.logger, now: parts.now)
    }

    private func check(_ transport: StdioTransport) async throws {
        do throws(AuthenticationFailure) {
            _ = try await transport.authenticate()
        } catch {
            throw StdioToken.refusal(error)
        }
    }
}
