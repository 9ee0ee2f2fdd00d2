//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import OctoMationSimulator
import SOARCore
import Testing

@Suite("The OctoMation client against the simulator", .timeLimit(.minutes(1)))
struct OctoMationSimulatorTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs something with a client on a real socket; the platform's runs end at once.
    private func with(
        token: String = OctoMationSimulator.Configuration.defaultToken,
        refusal: OctoMationSimulator.Configuration.Refusal = .businessCode,
        change: (inout OctoMationClient.Configuration) -> Void = { _ in },
        _ body: @Sendable (OctoMationSimulator, OctoMationClient) async throws -> Void
    ) async throws {
        var platform = OctoMationSimulator.Configuration()
        platform.refusal = refusal
        platform.durations.queued = .zero
        platform.durations.running = .zero
        try await withSimulator(platform) { simulator in
            var configuration = OctoMationClient.Configuration(
                baseURL: try PlatformURL(validating: try await simulator.baseURL), token: Secret(token))
            configuration.retryDelays = [.zero, .zero]
            change(&configuration)
            try await AsyncHTTPClientFetcher.withFetcher { [configuration] fetcher in
                try await body(
                    simulator, OctoMationClient(configuration: configuration, http: fetcher, logger: logger))
            }
        }
    }

    @Test("lists the published playbooks with the label, and their parameters")
    func lists() async throws {
        try await with { simulator, client in
            let playbooks = try await client.playbooks()
            #expect(Set(playbooks.map(\.id)).isSuperset(of: [.blockAddress, .checkReputation, .dailyInspection]))
            #expect(!playbooks.contains { [.phishingDraft, .rotateCredentials].contains($0.id) })
            let blocking = try #require(playbooks.first { $0.id == .blockAddress })
            #expect(blocking.createdAt == Date(timeIntervalSince1970: 1_611_733_733))
            #expect(blocking.labels == ["MCP"])
            let parameters = try await client.parameters(of: .investigateHost)
            #expect(parameters.filter(\.isRequired).map(\.name) == ["host", "severity"])
            #expect(parameters.first { $0.name == "severity" }?.options == ["low", "medium", "high"])
            #expect(parameters.first { $0.name == "port" }?.defaultValue == "443")
            #expect(parameters.first { $0.name == "port" }?.type == "INTEGER")
            #expect(try await client.parameters(of: .dailyInspection).isEmpty)
        }
    }

    @Test("reads times in all of the platform's notations", arguments: [SimulatorFault.isoTimes, .epochTimes])
    func readsTimes(fault: SimulatorFault) async throws {
        try await with { simulator, client in
            simulator.faults.add(fault)
            let blocking = try #require(try await client.playbooks().first { $0.id == .blockAddress })
            #expect(blocking.updatedAt == Date(timeIntervalSince1970: 1_611_735_837))
        }
    }

    @Test("starts a playbook and follows it to its result")
    func runs() async throws {
        try await with { simulator, client in
            let activity = try await client.execute(
                ExecutionRequest(playbook: .blockAddress, parameters: ["src": "15.197.148.33"]))
            let status = try await client.status(of: activity)
            #expect(status.status == .success)
            #expect(status.executorID == PlaybookID.blockAddress.rawValue)
            let result = try await client.result(of: activity)
            #expect(result["result"]?["activity"]?["executeStatus"] == "SUCCESS")
            #expect(!result.text().contains(SimulatorSeed.passwordCanary))
            #expect(simulator.calls.count(of: .execution) == 1)
        }
    }

    @Test("lists applications from every page, without a word from their assets", arguments: [false, true])
    func listsApplications(countsFromZero: Bool) async throws {
        try await with(change: { $0.pageSize = 2 }) { simulator, client in
            if countsFromZero { simulator.faults.add(.pagesFromZero) }
            let applications = try await client.applications()
            #expect(Set(applications.map(\.name)) == Set(SimulatorSeed.demoApplications.map(\.application.name)))
            #expect(applications.contains { !$0.actions.isEmpty })
            #expect(!"\(applications)".contains(SimulatorSeed.passwordCanary))
        }
    }

    @Test(
        "tells that the token is not accepted, however the platform says it",
        arguments: [OctoMationSimulator.Configuration.Refusal.businessCode, .httpStatus])
    func reportsToken(refusal: OctoMationSimulator.Configuration.Refusal) async throws {
        try await with(token: "12345678901234567890", refusal: refusal) { simulator, client in
            let error = try await platformError { _ = try await client.playbooks() }
            #expect(error?.code == .unauthorized)
            #expect(simulator.calls.requests.map(\.token) == ["12345678901234567890"])
        }
    }

    @Test(
        "tells faults of the platform apart",
        arguments: [
            (SimulatorFault.invalidJSON, PlatformError.Code.unreadable), (.emptyBody, .unreadable),
            (.truncated, .unreachable), (.httpStatus(502), .http), (.redirect(to: "http://127.0.0.1:1/"), .http),
            (.notPermitted, .unauthorized), (.licenceUsedUp, .business), (.oversize(bytes: 200_000), .tooLarge),
            (.slowBody(chunkBytes: 1, pause: .milliseconds(50)), .timedOut), (.latency(.seconds(30)), .timedOut),
        ])
    func reportsFaults(fault: SimulatorFault, code: PlatformError.Code) async throws {
        try await with(change: {
            $0.maximumListBytes = 100_000
            $0.timeout = .milliseconds(700)
        }) { simulator, client in
            simulator.faults.add(fault)
            let error = try await platformError { _ = try await client.playbooks() }
            #expect(error?.code == code)
        }
    }

    @Test("gets over a fault that passes when it looks something up, and never starts twice")
    func retries() async throws {
        try await with { simulator, client in
            simulator.faults.add(.httpStatus(503), times: 2)
            let playbooks = try await client.playbooks()
            #expect(!playbooks.isEmpty)
            #expect(simulator.calls.count(of: .playbooks) == 3)
            simulator.faults.add(.httpStatus(503), times: 1)
            let order = ExecutionRequest(playbook: .dailyInspection)
            let error = try await platformError { _ = try await client.execute(order) }
            #expect(error?.code == .http)
            #expect(simulator.calls.count(of: .execution) == 1)
        }
    }

    @Test("knows nothing of an execution that there never was")
    func knowsNoActivity() async throws {
        try await with { _, client in
            let activity = try #require(ActivityID("00000000-0000-4000-8000-000000000000"))
            #expect(try await platformError { _ = try await client.status(of: activity) }?.code == .notFound)
            #expect(try await platformError { _ = try await client.result(of: activity) }?.code == .notFound)
        }
    }

    @Test("synchronises, and keeps going where one playbook's parameters can't be asked for")
    func synchronises() async throws {
        try await with { simulator, client in
            simulator.faults.add(.innerError, on: .parameters, playbook: .checkReputation)
            let catalog = RecordingCatalog()
            let report = try await CatalogSync(platform: client, catalog: catalog, now: { Date() }).sync()
            #expect(report.failures.map(\.playbook) == [.checkReputation])
            let brought = try #require(catalog.replacements.first?.playbooks)
            #expect(brought.first { $0.id == .checkReputation }?.parameters == nil)
            #expect(brought.first { $0.id == .blockAddress }?.parameters?.map(\.name) == ["src"])
            #expect(simulator.calls.count(of: .parameters) == brought.count)
        }
    }
}
