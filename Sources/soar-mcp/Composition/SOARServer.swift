//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
import Logging
import SOARAuth
import SOARCore
import SOARTransport
import ServiceLifecycle
import UnixSignals

/// Everything that a running soar-mcp is made of, wired in one place.
struct SOARServer {
    /// How long requests that are under way may take once a shutdown has begun.
    static let shutdownLimit: Duration = .seconds(8)

    let parts: SOARComposition

    var settings: Settings { parts.settings }
    private var logger: Logger { parts.logger }

    /// Serves until SIGTERM or SIGINT; then answers what is under way, writes what is counted, and returns.
    ///
    /// - Parameter whenReady: Called once, when both ports are open.
    /// - Throws: ``CommandError`` for a port that can't be opened, and whatever ends a part before its time.
    func run(whenReady: @escaping @Sendable (ServerAddresses) throws -> Void) async throws {
        let auth = BearerAuthProvider(
            verifier: parts.verification.verifier, acceptsQueryToken: settings.server.allowsQueryToken,
            queryShapes: parts.verification.queryShapes, resource: settings.server.resource)
        let health = HealthRoutes(version: Version.current, checks: readinessChecks())
        let ports = OpenPorts()

        let mcp = Router(context: ServerRequestContext.self)
        health.add(to: mcp)
        let server = try parts.mcpServer()
        mcp.mcp("/mcp", endpoint: endpoint(server, auth: auth))
        let admin = Router(context: ServerRequestContext.self)
        health.add(to: admin)

        // What comes first is shut down last: uses are counted until the last request is answered.
        var group = ServiceGroupConfiguration(
            services: parts.verification.services + [
                parts.sync,
                parts.watch(server),
                Listener(
                    .adminPort, responder: admin.buildResponder(), settings: settings.server, ports: ports,
                    logger: logger),
                Listener(
                    .mcpPort, responder: mcp.buildResponder(), settings: settings.server, ports: ports, logger: logger),
                ReadyAnnouncer(ports: ports, host: settings.server.host, announce: whenReady),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = Self.shutdownLimit
        try await parts.flushingRecords { [group] in try await ServiceGroup(configuration: group).run() }
    }

    private func endpoint(_ server: MCPServer, auth: some AuthProvider) -> MCPEndpoint {
        var configuration = MCPEndpoint.Configuration()
        configuration.hosts = HostPolicy(
            allowedHosts: settings.server.allowedHosts + [settings.server.host]
                + [settings.server.publicURL?.host].compactMap(\.self),
            allowedOrigins: settings.server.allowedOrigins)
        return MCPEndpoint(
            server: server, auth: auth, audit: parts.audit, configuration: configuration, logger: logger)
    }

    /// How the platforms do, without saying whose.
    private func platformState() -> HealthRoutes.Check.State {
        let status = parts.sync.status
        let platforms = status.connections + (settings.platform.missing.isEmpty ? 1 : 0)
        guard platforms > 0 else { return .failing("not_configured") }
        guard status.failing > 0 else { return .working }
        // Who takes callers elsewhere for one platform's sake takes them from all the others too.
        return status.failing < platforms ? .impaired("partly_unavailable") : .failing("unavailable")
    }

    /// Words, not messages: `/ready` is open to everybody.
    private func readinessChecks() -> [HealthRoutes.Check] {
        [
            HealthRoutes.Check("store") {
                do {
                    try await parts.store.checkHealth()
                    return nil
                } catch {
                    return "unavailable"
                }
            },
            HealthRoutes.Check("audit") { await parts.audit.isWritable() ? nil : "unavailable" },
            .graded("platform") { platformState() },
        ]
    }
}
