//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import OctoMationSimulator
import SOARCore
import Testing

@Suite struct SimulatorServerTests {
    private static let findAll = "/odp/core/v1/api/playbook/findAll"

    @Test("without an accepted token every call is refused under HTTP 200", arguments: [nil, "", "wrong"])
    func refusesOtherTokens(token: String?) async throws {
        try await withSimulatorClient { _, client, _ in
            for path in [Self.findAll, "/api/event/execution", "/nowhere"] {
                let answer = try await client.call(.post, path, [:], token: token)
                #expect(answer.status == 200)
                #expect(try answer.json["code"] == 401)
                #expect(try answer.json["result"]?.isNull == true)
            }
        }
    }

    @Test("the refusal can be an HTTP status too")
    func refusesWithStatus() async throws {
        try await withSimulatorClient {
            $0.refusal = .httpStatus
        } _: { _, client, _ async throws in
            #expect(try await client.call(.post, Self.findAll, [:], token: "wrong").status == 401)
            #expect(try await client.call(.post, Self.findAll, [:]).status == 200)
        }
    }

    @Test("tokens can change while it runs")
    func changesTokens() async throws {
        try await withSimulatorClient {
            $0.tokens = ["old"]
        } _: { simulator, client, _ async throws in
            #expect(try await client.call(.post, Self.findAll, [:], token: "old").json["code"] == 200)
            simulator.accept(tokens: ["new"])
            #expect(try await client.call(.post, Self.findAll, [:], token: "old").json["code"] == 401)
            #expect(try await client.call(.post, Self.findAll, [:], token: "new").json["code"] == 200)
        }
    }

    @Test("calls are counted and remembered with token, path and body")
    func recordsCalls() async throws {
        try await withSimulatorClient {
            $0.limits.recordedRequests = 2
        } _: { simulator, client, _ async throws in
            #expect(simulator.calls.total == 0)
            _ = try await client.call(.post, Self.findAll, ["publishStatus": "ONLINE"], token: "wrong")
            _ = try await client.call(.post, "/api/apps?page=2&size=1", [:])
            let request = try #require(simulator.calls.requests(to: .playbooks).first)
            #expect(request.token == "wrong")
            #expect(request.body == ["publishStatus": "ONLINE"])
            #expect(simulator.calls.requests.last?.path == "/api/apps?page=2&size=1")
            _ = try await client.call(.post, "/api/playbook/param?playbookId=1")
            #expect(simulator.calls.requests.map(\.endpoint) == [.applications, .parameters])
            #expect(simulator.calls.requests.last?.bodyLength == 0)
            #expect(simulator.calls.total == 3)
            #expect(simulator.calls.count(of: .playbooks) == 1)
            #expect(simulator.calls.count(of: .execution) == 0)
            simulator.calls.reset()
            #expect(simulator.calls.total == 0)
        }
    }

    @Test("a body beyond the limit is refused")
    func refusesLongBodies() async throws {
        try await withSimulatorClient {
            $0.limits.requestBodyBytes = 64
        } _: { _, client, _ async throws in
            let body: JSONValue = ["publishStatus": .string(String(repeating: "x", count: 100))]
            #expect(try await client.call(.post, Self.findAll, body).status == 413)
        }
    }

    @Test("a port that is taken is told to whoever waits for it")
    func tellsThatPortIsTaken() async throws {
        try await withSimulator { first in
            var configuration = OctoMationSimulator.Configuration()
            configuration.port = try await first.port
            try await withSimulator(configuration) { second in
                let error = await #expect(throws: SimulatorError.self) { try await second.port }
                #expect(error?.cause != nil)
            }
        }
    }

    @Test("it ends with its connections when the closure does, and says so")
    func endsWithItsScope() async throws {
        try await AsyncHTTPClientFetcher.withFetcher { fetcher in
            let (simulator, client) = try await withSimulator { simulator in
                let client = SimulatorClient(fetcher: fetcher, authority: "127.0.0.1:\(try await simulator.port)")
                #expect(try await simulator.baseURL == "http://\(client.authority)")
                #expect(try await client.call(.post, Self.findAll, [:]).status == 200)
                return (simulator, client)
            }
            await #expect(throws: SimulatorError.self) { try await simulator.port }
            let error = await #expect(throws: HTTPFetchError.self) { try await client.call(.post, Self.findAll, [:]) }
            #expect(error?.code == .unreachable)
        }
    }

    @Test("waiting for the port ends with the task that waits", arguments: [true, false])
    func stopsWaitingWhenCancelled(isCancelledFirst: Bool) async throws {
        let simulator = OctoMationSimulator()
        try await withThrowingTaskGroup(of: Int.self) { group in
            if isCancelledFirst { group.cancelAll() }
            group.addTask { try await simulator.port }
            if !isCancelledFirst { try await Task.sleep(for: .milliseconds(30)) }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }
}
