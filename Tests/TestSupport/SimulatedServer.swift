//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import OctoMationSimulator
import SOARAuth
public import SOARCore
import SOARTransport

/// A server in front of a simulated platform.
public struct SimulatedServer: Sendable {
    public let server: TestServer
    public let simulator: OctoMationSimulator
    /// Moves the platform's runs on, and the server's time.
    public var clock: TestClock { server.setup.clock }
}

/// The token that the server shows to the simulated platform: it must not be seen anywhere else.
public let platformTokenCanary = "canary-hg-token-91b2"

/// Runs a server in front of a simulated platform for as long as the closure takes.
///
/// The setup's platform is replaced; the closure after it changes how the platform is called.
public func withSimulatedServer<Value: Sendable>(
    _ setup: TestServer.Setup = TestServer.Setup(),
    configuration change: (inout OctoMationClient.Configuration) -> Void = { _ in },
    _ body: (SimulatedServer) async throws -> Value
) async throws -> Value {
    try await inTurn { try await runSimulatedServer(setup, change, body) }
}

private func runSimulatedServer<Value: Sendable>(
    _ setup: TestServer.Setup, _ change: (inout OctoMationClient.Configuration) -> Void,
    _ body: (SimulatedServer) async throws -> Value
) async throws -> Value {
    let clock = setup.clock
    var simulation = OctoMationSimulator.Configuration()
    simulation.tokens = [platformTokenCanary]
    return try await withSimulator(simulation, now: { clock.now }) { simulator in
        let url = try PlatformURL(validating: try await simulator.baseURL)
        return try await AsyncHTTPClientFetcher.withFetcher { fetcher in
            var configuration = OctoMationClient.Configuration(baseURL: url, token: Secret(platformTokenCanary))
            var setup = setup
            let patient = OctoMationClient(configuration: configuration, http: fetcher, logger: setup.logger)
            _ = try await CatalogSync(platform: patient, catalog: setup.store, now: { clock.now }).sync()
            change(&configuration)
            setup.syncs = false
            setup.platform = OctoMationClient(
                configuration: configuration, http: fetcher, logger: setup.logger, sleep: { _ in })
            return try await runTestServer(setup) { server in
                try await body(SimulatedServer(server: server, simulator: simulator))
            }
        }
    }
}
