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
    /// How long a shutdown waits for a database that another process holds locked: what is left then has to do without.
    static let lockLimit: Duration = .seconds(9)

    let parts: SOARComposition

    var settings: Settings { parts.settings }
    private var logger: Logger { parts.logger }

    /// Serves until SIGTERM or SIGINT; then answers what is under way, writes what is counted, and returns.
    ///
    /// - Parameters:
    ///   - reading: How SIGHUP gets at the settings; without it that only reads the certificate again.
    ///   - hangUps: Every SIGHUP since the start; without it those from here on count.
    ///   - whenReady: Called once, when both ports are open.
    /// - Throws: ``CommandError`` for a port that can't be opened, `CertificateError` for files that can't be used, and
    ///   whatever ends a part before its time.
    func run(
        reading: SettingsReading? = nil, hangUps: UnixSignalsSequence? = nil,
        whenReady: @escaping @Sendable (ServerAddresses) throws -> Void
    ) async throws {
        let certificate = try settings.server.tls.map { try ServerCertificate($0, now: parts.now) }
        let watch = certificate.map { CertificateWatch($0, logger: logger) }
        if certificate == nil, !settings.server.isLoopback {
            logger.warning(
                "Reachable from other machines without TLS: tokens can be read on the way",
                metadata: ["host": "\(settings.server.host)", "settings": "TLS_CERTIFICATE TLS_KEY"])
        }
        let bearer = BearerAuthProvider(
            verifier: parts.verification.verifier, acceptsQueryToken: settings.server.allowsQueryToken,
            queryShapes: parts.verification.queryShapes, queryVerifier: parts.verification.queryVerifier,
            resource: settings.server.resource, now: parts.now)
        let auth = LimitedAuthProvider(bearer, configuration: settings.limits.configuration, logger: logger)
        let health = HealthRoutes(version: Version.current, checks: readinessChecks())
        let ports = OpenPorts()

        let mcp = Router(context: ServerRequestContext.self)
        health.add(to: mcp)
        let server = try parts.mcpServer()
        let metered = auth.metered(factory: parts.metrics.registry)
        let endpoint = endpoint(server, auth: metered)
        mcp.mcp("/mcp", endpoint: endpoint)
        mcp.add(middleware: UnknownPathMiddleware(served: ["/mcp", "/health", "/ready"]))
        parts.metrics.show(endpoint)
        let admin = Router(context: ServerRequestContext.self)
        HealthRoutes(
            version: Version.current, checks: readinessChecks(),
            details: [
                HealthRoutes.Detail("tokens_expiring_soon") { await parts.expiryWatch.count().map { .integer($0) } },
                HealthRoutes.Detail("audit_forwarding") { await forwardingState() },
            ]
        ).add(to: admin)
        MetricsRoute(parts.metrics.registry, auth: metered).add(to: admin)
        admin.add(middleware: UnknownPathMiddleware(served: ["/health", "/ready", "/metrics"]))

        let (host, mcpResponder) = (settings.server.host, mcp.buildResponder())
        let metrics = parts.metrics.registry
        var listeners = [
            Listener(
                .port(.adminPort, settings.server.adminPort, host: host), responder: admin.buildResponder(),
                certificate: certificate, ports: ports, metrics: metrics, logger: logger),
            Listener(
                .port(.mcpPort, settings.server.mcpPort, host: host), responder: mcpResponder,
                certificate: certificate, ports: ports, metrics: metrics, logger: logger),
        ]
        if let path = settings.server.mcpSocket {
            listeners.append(
                Listener(
                    .socket(path), responder: mcpResponder, certificate: nil, ports: ports, metrics: metrics,
                    logger: logger))
        }
        // Whatever is recorded from the first call on gets to a new destination; where it fails, the service goes on.
        try? await parts.forwarding.prepare()
        let signals: [any Service] = [
            SecondSignal(logger: logger),
            ReloadOnSignal(
                hangUps: hangUps, settings: settings, reading: reading,
                apply: { [parts] fresh in
                    endpoint.change(hosts: fresh.server.hostPolicy, proxies: fresh.server.proxies)
                    auth.change(to: fresh.limits.configuration)
                    parts.adopt(fresh)
                },
                certificate: watch, verification: parts.verification, logger: logger),
        ]
        let background: [any Service] =
            [
                parts.sync, parts.watch(server), parts.expiryWatch, parts.verifierCheck, FloodWatch(audit: parts.audit),
                parts.retention,
            ]
            + (watch.map { [$0] } ?? [])
        // What comes first is shut down last: uses are counted until the last request is answered, and then the last
        // records are forwarded.
        let services: [any Service] =
            [parts.forwarding] + signals + parts.verification.services + background + listeners
            + [ReadyAnnouncer(ports: ports, settings: settings.server, announce: whenReady), LastWaits(parts.store)]
        var group = ServiceGroupConfiguration(
            services: services.map { .init(typed: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = Self.shutdownLimit
        try await parts.flushingRecords { [group] in try await ServiceGroup(configuration: group).run() }
    }

    private func endpoint(_ server: MCPServer, auth: some AuthProvider) -> MCPEndpoint {
        var configuration = MCPEndpoint.Configuration()
        configuration.metrics = parts.metrics.registry
        configuration.hosts = settings.server.hostPolicy
        configuration.proxies = settings.server.proxies
        configuration.streams.tokenChanges = TokenChanges(parts.store)
        return MCPEndpoint(
            server: server, auth: auth, audit: parts.audit, configuration: configuration, logger: logger)
    }

    /// How far each destination of the audit log has come; nil where there is none, or that can't be read.
    private func forwardingState() async -> JSONValue? {
        guard let status = try? await parts.forwarding.status(), !status.isEmpty else { return nil }
        var json: JSONObject = [:]
        for (figures, state) in status {
            json[figures.destination] = [
                "status": figures.isFailing ? "failing" : "ok", "backlog": .integer(state.backlog),
            ]
        }
        return .object(json)
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

extension Settings.Server {
    fileprivate var hostPolicy: HostPolicy {
        HostPolicy(
            allowedHosts: allowedHosts + [host] + [publicURL?.host].compactMap(\.self), allowedOrigins: allowedOrigins)
    }
}

extension Settings.Limits {
    fileprivate var configuration: LimitedAuthProvider.Configuration {
        var configuration = LimitedAuthProvider.Configuration()
        configuration.requestsPerToken = requestsPerToken
        configuration.requestsPerAddress = requestsPerAddress
        configuration.failuresPerAddress = authFailures
        return configuration
    }
}
