//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
import NIOCore
public import SOARAuth
public import SOARCore
import SOARTransport

public import struct Foundation.Date

/// A server on a port of its own, for the length of a closure.
public struct TestServer: Sendable {
    public let port: Int
    public let setup: Setup
    /// Counts the uses of tokens; nothing is written before it is told to.
    public let usage: TokenUsageLedger

    public var store: any SOARStore { setup.store }

    /// A client with that token.
    public func client(_ token: String? = nil) -> MCPTestClient { MCPTestClient(port: port, token: token) }

    /// A client with a new token.
    public func client(
        named name: String, scopes: Set<Scope> = Scope.standard, tenant: TenantID = .default,
        restrictions: JSONValue = [:]
    ) async throws -> MCPTestClient {
        client(try await issue(name, scopes: scopes, tenant: tenant, restrictions: restrictions).secret.exposed)
    }

    /// Stores a new token.
    public func issue(
        _ name: String, scopes: Set<Scope> = Scope.standard, tenant: TenantID = .default, expiresAt: Date? = nil,
        restrictions: JSONValue = [:]
    ) async throws -> (secret: APITokenSecret, token: APIToken) {
        let secret = APITokenSecret()
        var new = NewAPIToken(
            name: name, tenant: tenant, scopes: scopes, secret: secret, createdAt: setup.clock.now,
            expiresAt: expiresAt)
        new.owner = "owner of \(name)"
        new.restrictions = try Restrictions(json: restrictions)
        return (secret, try await store.insertToken(new))
    }

    /// All audit records, the oldest first, settled intents included.
    public func records() async throws -> [AuditRecord] {
        var query = AuditQuery()
        query.hidesSettledIntents = false
        query.limit = 100_000
        return try await store.auditRecords(query).reversed()
    }

    /// Takes the platform's playbooks into the catalogue.
    public func sync(tenant: TenantID = .default) async throws {
        let clock = setup.clock
        let sync = CatalogSync(platform: setup.platform, catalog: store, tenant: tenant) { clock.now }
        _ = try await sync.sync()
    }
}

/// Runs a server for as long as the closure takes; its catalogue knows the platform's playbooks.
public func withTestServer<Value: Sendable>(
    _ setup: TestServer.Setup = TestServer.Setup(), _ body: (TestServer) async throws -> Value
) async throws -> Value {
    try await inTurn { try await runTestServer(setup, body) }
}

/// Runs a server at once.
func runTestServer<Value: Sendable>(
    _ setup: TestServer.Setup, _ body: (TestServer) async throws -> Value
) async throws -> Value {
    let usage = TokenUsageLedger(setup.store, logger: setup.logger)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let router = Router(context: ServerRequestContext.self)
    HealthRoutes(version: "test", checks: []).add(to: router)
    let mcp = try setup.makeServer()
    router.mcp("/mcp", endpoint: setup.makeEndpoint(mcp, usage: usage))
    router.add(middleware: UnknownPathMiddleware(served: ["/mcp", "/health", "/ready"]))
    let application = Application(
        router: router,
        server: .guarded(limits: setup.limits, certificate: setup.certificate),
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
        onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) },
        logger: setup.logger
    )
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { continuation.finish() }
            try await application.run()
        }
        defer { tasks.cancelAll() }
        guard let port = await ports.first(where: { _ in true }) else { throw TestServerError.didNotStart }
        let server = TestServer(port: port, setup: setup, usage: usage)
        if setup.syncs, setup.server == nil { try await server.sync() }
        if setup.playbookTools {
            let watch = CatalogWatch(
                setup.store, server: mcp, providesTools: true, interval: .milliseconds(50))
            tasks.addTask { try await watch.run() }
        }
        return try await body(server)
    }
}

/// Why there is no server to test.
enum TestServerError: Error { case didNotStart }

extension TestServer.Setup {
    fileprivate func makeServer() throws -> MCPServer {
        let clock = clock
        var features = SOARFeatures(
            catalog: store, executions: store, platforms: platforms ?? SinglePlatform(platform)
        ) { clock.now }
        features.waiting = waiting
        var configuration = MCPServer.Configuration()
        if expiryNotice { configuration.expiryNotice = ExpiryNotice() }
        features.approvals = store
        features.tenantLimits = { [tenantLimits] _ in tenantLimits }
        let soar = try MCPServer(
            name: "soar-mcp", version: "test", title: "SOAR", instructions: SOARFeatures.instructions,
            configuration: configuration,
            providers: playbookTools ? [PlaybookTools(features)] : []
        ) {
            features.tools
            features.resources
            try features.templates
            features.prompts
        }
        return server ?? soar
    }

    fileprivate func makeEndpoint(_ server: MCPServer, usage: TokenUsageLedger) -> MCPEndpoint {
        let clock = clock
        let now: @Sendable () -> Date = { clock.now }
        let tokens: any TokenStore = tokens ?? store
        let verifier: any TokenVerifier = verifier ?? DatabaseTokenVerifier(tokens, usage: usage, now: now)
        let bearer = BearerAuthProvider(
            verifier: verifier, acceptsQueryToken: acceptsQueryToken, resource: resource, now: now)
        let limited = requestLimits.map {
            LimitedAuthProvider(bearer, configuration: $0, logger: logger, now: limitTime)
        }
        var endpoint = endpoint
        if self.verifier == nil { endpoint.streams.tokenChanges = TokenChanges(tokens) }
        return MCPEndpoint(
            server: server, auth: limited.map { $0 as any AuthProvider } ?? bearer,
            audit: AuditTrail(auditLog ?? store, now: now), configuration: endpoint, logger: logger)
    }
}
