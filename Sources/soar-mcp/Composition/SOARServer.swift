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

import struct Foundation.Date

/// Everything that a running soar-mcp is made of, wired in one place.
struct SOARServer {
    /// How long requests that are under way may take once a shutdown has begun.
    static let shutdownLimit: Duration = .seconds(8)

    let settings: Settings
    let store: any SOARStore
    let platform: any SOARPlatform
    let sync: CatalogSyncService
    let logger: Logger
    let now: @Sendable () -> Date

    /// Takes what has to be there before anything can be served.
    init(
        settings: Settings, store: any SOARStore, platform: any SOARPlatform, logger: Logger,
        now: @escaping @Sendable () -> Date
    ) {
        self.settings = settings
        self.store = store
        self.platform = platform
        self.logger = logger
        self.now = now
        var configuration = CatalogSyncService.Configuration()
        configuration.interval = settings.platform.syncInterval
        configuration.skipsFirst = settings.platform.skipsSync
        sync = CatalogSyncService(
            CatalogSync(platform: platform, catalog: store, now: now), configuration: configuration, logger: logger)
    }

    /// Serves until SIGTERM or SIGINT; then answers what is under way, writes what is counted, and returns.
    ///
    /// - Parameter whenReady: Called once, when both ports are open.
    /// - Throws: ``CommandError`` for a port that can't be opened, and whatever ends a part before its time.
    func run(whenReady: @escaping @Sendable (ServerAddresses) throws -> Void) async throws {
        let usage = TokenUsageLedger(store, logger: logger)
        let audit = AuditTrail(store, now: now)
        let auth = BearerAuthProvider(
            verifier: DatabaseTokenVerifier(store, usage: usage, now: now),
            acceptsQueryToken: settings.server.allowsQueryToken)
        let health = HealthRoutes(version: Version.current, checks: readinessChecks(audit))
        let ports = OpenPorts()

        let mcp = Router(context: ServerRequestContext.self)
        health.add(to: mcp)
        mcp.mcp("/mcp", endpoint: try endpoint(auth: auth, audit: audit))
        let admin = Router(context: ServerRequestContext.self)
        health.add(to: admin)

        // What comes first is shut down last: uses are counted until the last request is answered.
        var group = ServiceGroupConfiguration(
            services: [
                usage,
                sync,
                Listener(
                    .adminPort, responder: admin.buildResponder(), settings: settings.server, ports: ports,
                    logger: logger),
                Listener(
                    .mcpPort, responder: mcp.buildResponder(), settings: settings.server, ports: ports, logger: logger),
                ReadyAnnouncer(ports: ports, host: settings.server.host, announce: whenReady),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = Self.shutdownLimit
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await ServiceGroup(configuration: group).run()) } catch {
            outcome = .failure(error)
        }
        do {
            try await audit.flush()
        } catch {
            logger.error("Records of refusals could not be written", metadata: ["error": "\(error)"])
        }
        try outcome.get()
    }

    private func endpoint(auth: some AuthProvider, audit: AuditTrail) throws -> MCPEndpoint {
        let features = SOARFeatures(
            catalog: CachedPlaybookCatalog(store), executions: store, platform: platform, now: now)
        let server = try MCPServer(
            name: "SOAR MCP Server", version: Version.current, title: "SOAR playbooks",
            instructions: SOARFeatures.instructions
        ) {
            features.tools
            features.resources
        }
        var configuration = MCPEndpoint.Configuration()
        configuration.hosts = HostPolicy(
            allowedHosts: settings.server.allowedHosts + [settings.server.host],
            allowedOrigins: settings.server.allowedOrigins)
        return MCPEndpoint(server: server, auth: auth, audit: audit, configuration: configuration, logger: logger)
    }

    /// Words, not messages: `/ready` is open to everybody.
    private func readinessChecks(_ audit: AuditTrail) -> [HealthRoutes.Check] {
        [
            HealthRoutes.Check("store") {
                do {
                    try await store.checkHealth()
                    return nil
                } catch {
                    return "unavailable"
                }
            },
            HealthRoutes.Check("audit") { await audit.isWritable() ? nil : "unavailable" },
            HealthRoutes.Check("platform") {
                guard settings.platform.missing.isEmpty else { return "not_configured" }
                return sync.lastError == nil ? nil : "unavailable"
            },
        ]
    }
}
