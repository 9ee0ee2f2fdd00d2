//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OctoMationSimulator
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Two teams with a platform each behind one endpoint; red reaches across, blue has what it is after.
struct TwoTenants: Sendable {
    struct Side: Sendable {
        let tenant: TenantID
        let simulator: OctoMationSimulator
        let client: MCPTestClient
    }

    static let redID = TenantID(rawValue: "red")
    static let blueID = TenantID(rawValue: "blue")
    /// Of a playbook that both have, each with other names and parameters.
    static let shared = PlaybookID(rawValue: 500)
    /// Of a playbook that blue alone has.
    static let secret = PlaybookID(rawValue: 502)
    /// Stands in the names of all that is blue's.
    static let mark = "blueonly"

    let server: TestServer
    let red: Side
    let blue: Side
    /// A run of blue's.
    let activity: String

    var store: any SOARStore { server.store }

    /// The records of a tenant's calls.
    func records(of tenant: TenantID) async throws -> [AuditRecord] {
        try await server.records().filter { $0.tenant == tenant }
    }
}

func withTwoTenants(
    _ change: (inout TestServer.Setup) throws -> Void = { _ in }, _ body: (TwoTenants) async throws -> Void
) async throws {
    var setup = TestServer.Setup()
    setup.syncs = false
    setup.playbookTools = true
    setup.endpoint = .withSessions
    try change(&setup)
    let clock = setup.clock
    try await withSimulator(TwoTenants.simulation("red"), now: { clock.now }) { [setup] red in
        try await withSimulator(TwoTenants.simulation(TwoTenants.mark), now: { clock.now }) { blue in
            try await AsyncHTTPClientFetcher.withFetcher { fetcher in
                var setup = setup
                try await TwoTenants.insert(TwoTenants.redID, red, "token-red", setup)
                try await TwoTenants.insert(TwoTenants.blueID, blue, "token-\(TwoTenants.mark)", setup)
                let platforms = TwoTenants.platforms(setup, fetcher)
                setup.platforms = platforms
                for tenant in [TwoTenants.redID, TwoTenants.blueID] {
                    _ = try await CatalogSync(
                        platforms: platforms, catalog: setup.store, tenant: tenant, now: { clock.now }
                    ).sync()
                }
                try await withTestServer(setup) { server in
                    let redClient = try await server.client(named: "red-agent", tenant: TwoTenants.redID)
                    let blueClient = try await server.client(named: "blue-agent", tenant: TwoTenants.blueID)
                    let run = try await blueClient.tool(
                        "execute_playbook", ["playbook_id": 502, "parameters": ["\(TwoTenants.mark)_host": "a"]])
                    let activity = try #require(run.structured?["activity_id"]?.stringValue, "\(run.body)")
                    try await body(
                        TwoTenants(
                            server: server,
                            red: .init(tenant: TwoTenants.redID, simulator: red, client: redClient),
                            blue: .init(tenant: TwoTenants.blueID, simulator: blue, client: blueClient),
                            activity: activity))
                }
            }
        }
    }
}

extension TwoTenants {
    fileprivate static func simulation(_ name: String) -> OctoMationSimulator.Configuration {
        var simulation = OctoMationSimulator.Configuration()
        simulation.tokens = ["token-\(name)"]
        var playbooks = [playbook(shared, name)]
        if name == mark { playbooks.append(playbook(secret, name)) }
        let application = Application(
            id: "1", name: "\(name)-app", displayName: "\(name) app", summary: "", version: "1", category: "c",
            actions: [])
        simulation.seed = SimulatorSeed(playbooks: playbooks, applications: [SimulatedApplication(application)])
        return simulation
    }

    private static func playbook(_ id: PlaybookID, _ name: String) -> SimulatedPlaybook {
        SimulatedPlaybook(
            id: id, displayName: "\(name) \(id)", parameters: [PlaybookParameter(name: "\(name)_host")])
    }

    fileprivate static func insert(
        _ id: TenantID, _ simulator: OctoMationSimulator, _ token: String, _ setup: TestServer.Setup
    ) async throws {
        var platform = PlatformConnection(url: try PlatformURL(validating: try await simulator.baseURL))
        platform.sealedToken = try ReversingSealer().seal(Secret(token), for: PlatformConnection.tokenPurpose(of: id))
        var tenant = Tenant(id: id, displayName: id.rawValue, createdAt: setup.clock.now)
        tenant.platform = platform
        _ = try await setup.store.insertTenant(tenant, by: nil)
    }

    fileprivate static func platforms(
        _ setup: TestServer.Setup, _ fetcher: AsyncHTTPClientFetcher
    ) -> TenantPlatforms {
        let logger = setup.logger
        return TenantPlatforms(setup.store) { tenant, connection throws(PlatformError) in
            do {
                let sealed = connection.sealedToken ?? ""
                let token = try ReversingSealer().open(sealed, for: PlatformConnection.tokenPurpose(of: tenant))
                return OctoMationClient(
                    configuration: .init(baseURL: connection.url, token: token), http: fetcher, logger: logger)
            } catch {
                throw PlatformError(.notConfigured, "no token")
            }
        }
    }
}
